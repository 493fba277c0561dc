import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetailView } from '../../../../server/insights/contacts/contact.contract.ts';
import { useDataAct } from '../../api/use-privacy.ts';
import { Action } from '../../ui/action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';

interface EraseProps {
  readonly contact: ContactDetailView;
  readonly busy: boolean;
  readonly onErase: () => void;
  readonly onClose: () => void;
}

/** What has to be typed: the address as the admin shows it, else the name. */
const wordOf = ({ address, name }: ContactDetailView): string => address ?? name ?? '';

const Erase = ({ contact, busy, onErase, onClose }: EraseProps): ReactElement => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const word = wordOf(contact);
  const right = typed.trim().toLowerCase() === word.toLowerCase();
  return (
    <fieldset className="enc-fieldset" aria-label={t('contacts.erase')}>
      <Stack>
        <Words>{t('contacts.eraseWhat')}</Words>
        <TextInput
          label={t('contacts.eraseType', { word })}
          value={typed}
          error={tried && !right ? t('contacts.eraseWrong') : undefined}
          onChange={setTyped}
        />
        <Row>
          <Action label={t('contacts.cancel')} onAction={onClose} />
          <Action
            critical
            label={t('contacts.eraseYes')}
            busy={busy}
            onAction={() => {
              setTried(true);
              if (right) onErase();
            }}
          />
        </Row>
      </Stack>
    </fieldset>
  );
};

/** What is held on them: handed out, or erased for good. */
export const DataPanel = ({ contact }: { readonly contact: ContactDetailView }): ReactElement => {
  const { t } = useTranslation();
  const { mutate, isPending, error, variables, data } = useDataAct(contact.id);
  const [erasing, setErasing] = useState(false);
  const erase = (): void => {
    mutate('erase', {
      onSuccess: () => {
        setErasing(false);
      },
    });
  };
  return (
    <Panel title={t('contacts.data')}>
      <Stack>
        {error !== null && <Notice tone="critical" title={t('contacts.actFailed')} />}
        {data !== undefined && variables === 'export' && (
          <div aria-live="polite">
            <Words>{t('contacts.exporting')}</Words>
            <TextLink url="/settings/privacy">{t('settings.privacy.title')}</TextLink>
          </div>
        )}
        {data !== undefined && variables === 'erase' && (
          <div aria-live="polite">
            <Words>{t('contacts.erasing')}</Words>
          </div>
        )}
        {erasing ? (
          <Erase
            contact={contact}
            busy={isPending}
            onErase={erase}
            onClose={() => {
              setErasing(false);
            }}
          />
        ) : (
          <Row>
            <Action
              label={t('contacts.export')}
              busy={isPending}
              onAction={() => {
                mutate('export');
              }}
            />
            <Action
              label={t('contacts.erase')}
              onAction={() => {
                setErasing(true);
              }}
            />
          </Row>
        )}
      </Stack>
    </Panel>
  );
};
