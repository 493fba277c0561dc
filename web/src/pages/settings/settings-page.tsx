import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';

const pages = [
  'sender',
  'account',
  'look',
  'consent',
  'limits',
  'order',
  'comparison',
  'offers',
  'plan',
  'language',
  'changes',
  'privacy',
] as const;

/** A page each, so that each is one form. */
export const SettingsPage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen title={t('settings.title')}>
      <OfflineNote />
      <Panel>
        <Rows
          rows={pages.map((page) => ({
            id: page,
            content: (
              <Stack gap="100">
                <TextLink primary url={`/settings/${page}`}>
                  {t(`settings.${page}.title`)}
                </TextLink>
                <Words quiet>{t(`settings.${page}.what`)}</Words>
              </Stack>
            ),
          }))}
        />
      </Panel>
    </Screen>
  );
};
