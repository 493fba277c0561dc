import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactsExport } from '../../api/use-contacts.ts';
import type { ContactFilter } from '../../api/use-contacts.ts';
import { Action } from '../../ui/action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Words } from '../../ui/words.tsx';

/** Everybody whom the list shows, not only the page, as a file. */
export const ExportAction = ({ filter }: { readonly filter: ContactFilter }): ReactElement => {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useContactsExport();
  return (
    <>
      <div>
        <Action
          label={t('contacts.file.make')}
          busy={isPending}
          onAction={() => {
            mutate(filter, {
              onSuccess: () => {
                window.shopify.toast.show(t('contacts.file.made'), {});
              },
            });
          }}
        />
      </div>
      {isPending && (
        <div aria-live="polite">
          <Words quiet>{t('contacts.file.making')}</Words>
        </div>
      )}
      {error !== null && <Notice tone="critical" title={t('contacts.file.failed')} />}
    </>
  );
};
