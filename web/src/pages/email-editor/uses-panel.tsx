import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnTemplateView } from '../../../../server/mail/templates/own/own-template.contract.ts';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';

interface UsesPanelProps {
  readonly uses: OwnTemplateView['uses'];
  readonly published: number;
}

/** Which flows send it, in which version: publishing it anew changes none of them by itself. */
export const UsesPanel = ({ uses, published }: UsesPanelProps): ReactElement | null => {
  const { t, i18n } = useTranslation();
  if (published === 0) return null;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const older = uses.some(({ versions }) => versions.some((version) => version < published));
  return (
    <Panel title={t('emails.used')}>
      <Stack>
        {uses.length === 0 && <Words quiet>{t('emails.usedNowhere')}</Words>}
        {uses.length > 0 && (
          <Rows
            rows={uses.map(({ flow, title, versions }) => ({
              id: flow,
              content: (
                <TextLink url={`/flows/${encodeURIComponent(flow)}/edit`}>
                  {t('emails.usedBy', { flow: title, versions: list.format(versions.map(String)) })}
                </TextLink>
              ),
            }))}
          />
        )}
        {older && <Words quiet>{t('emails.usedOlder')}</Words>}
      </Stack>
    </Panel>
  );
};
