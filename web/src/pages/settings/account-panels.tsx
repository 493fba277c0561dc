import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailAccountView } from '../../../../server/mail/accounts/mail-account.contract.ts';
import { useRemoveMailAccount } from '../../api/use-mail-account.ts';
import { useSending } from '../../api/use-sending.ts';
import { useFormat } from '../../format/use-format.ts';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

interface OfAccount {
  readonly account: MailAccountView;
}

const Removing = (): ReactElement => {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useRemoveMailAccount();
  return (
    <Stack>
      {error !== null && <Notice tone="critical" title={t('settings.account.removeFailed')} />}
      <Row>
        <ConfirmAction
          label={t('settings.account.remove')}
          question={t('settings.account.removeAsk')}
          yes={t('settings.account.removeYes')}
          no={t('settings.account.keep')}
          critical
          busy={isPending}
          onConfirm={() => {
            mutate(undefined, {
              onSuccess: () => {
                window.shopify.toast.show(t('settings.account.removed'), {});
              },
            });
          }}
        />
      </Row>
    </Stack>
  );
};

/** Whose account mail leaves through, and what that means for how much of it. */
export const AccountPanel = ({ account }: OfAccount): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: sending } = useSending();
  const { owner, keyId, savedAt, refusedAt, canChange } = account;
  const limit = sending?.dailyLimit ?? null;
  const says = canChange ? owner : 'outbox';
  return (
    <Panel title={t('settings.account.now')}>
      <Stack>
        <Words>{t(`settings.account.says.${says}`)}</Words>
        {refusedAt !== null && (
          <Notice tone="critical" title={t('settings.account.refused', { time: format.moment(refusedAt) })} />
        )}
        <Facts
          facts={[
            {
              label: t('settings.account.leavesAs'),
              value: sending ? `${sending.from.name} <${sending.from.address}>` : null,
            },
            { label: t('settings.account.keyId'), value: keyId },
            {
              label: t('settings.account.savedAt'),
              value: savedAt === null ? null : format.moment(savedAt),
            },
            {
              label: t('settings.account.limit'),
              value:
                sending === undefined || limit === null
                  ? null
                  : t('settings.account.limitOf', {
                      used: format.number(sending.usedToday),
                      limit: format.number(limit),
                    }),
            },
          ]}
        />
        {owner === 'own' && <Removing />}
      </Stack>
    </Panel>
  );
};

/** How deliveries, bounces and complaints find their way back from an account of the shop's own. */
export const EventsPanel = ({ account }: OfAccount): ReactElement => {
  const { t } = useTranslation();
  const { address, verified } = account.events;
  return (
    <Panel title={t('settings.account.events')} hint={t('settings.account.eventsHint')}>
      <Stack>
        <CopyButton
          value={address}
          label={t('settings.account.copyAddress')}
          onCopied={() => {
            window.shopify.toast.show(t('settings.domain.copied'), {});
          }}
        />
        <Words quiet>{t(verified ? 'settings.account.verified' : 'settings.account.unverified')}</Words>
      </Stack>
    </Panel>
  );
};
