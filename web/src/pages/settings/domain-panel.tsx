import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SendingView } from '../../../../server/mail/sending/sending.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useDomainAct, useSending } from '../../api/use-sending.ts';
import type { DomainAct } from '../../api/use-sending.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { DnsRecords } from './dns-records.tsx';
import { isAddress } from './sender-rules.ts';

type Domain = NonNullable<SendingView['domain']>;

interface Acting {
  readonly busy: boolean;
  readonly act: (act: DomainAct, done: string) => void;
}

const tones: Readonly<Record<Domain['state'], PillTone>> = {
  verified: 'success',
  pending: 'attention',
  failed: 'critical',
};

const Start = ({ busy, act }: Acting): ReactElement => {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  const [tried, setTried] = useState(false);
  const start = (): void => {
    setTried(true);
    if (isAddress(address)) act({ act: 'start', address }, t('settings.domain.started'));
  };
  return (
    <Stack>
      <TextInput
        label={t('settings.domain.address')}
        hint={t('settings.domain.addressHint')}
        value={address}
        error={tried && !isAddress(address) ? t('settings.sender.addressWrong') : undefined}
        onChange={setAddress}
      />
      <div>
        <Action label={t('settings.domain.start')} busy={busy} onAction={start} />
      </div>
    </Stack>
  );
};

const Proving = ({ domain, busy, act }: Acting & { readonly domain: Domain }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { checkedAt, nextCheckAt, state } = domain;
  const checked = checkedAt === null ? t('settings.domain.never') : format.moment(checkedAt);
  return (
    <Stack>
      <Row>
        <Words strong inline>
          {domain.address}
        </Words>
        <Pill tone={tones[state]} label={t(`settings.domain.state.${state}`)} />
      </Row>
      <Words>{t(`settings.domain.says.${state}`, { domain: domain.name })}</Words>
      {domain.problem !== null && <Words>{domain.problem}</Words>}
      <DnsRecords records={domain.records} />
      <Words quiet>
        {t('settings.domain.checked', { time: checked })}
        {nextCheckAt !== null && ` ${t('settings.domain.next', { time: format.moment(nextCheckAt) })}`}
      </Words>
      <Row>
        <Action
          label={t('settings.domain.check')}
          busy={busy}
          onAction={() => {
            act({ act: 'check' }, t('settings.domain.looked'));
          }}
        />
        <ConfirmAction
          label={t('settings.domain.remove')}
          question={t('settings.domain.removeAsk', { domain: domain.name })}
          yes={t('settings.domain.removeYes')}
          no={t('settings.domain.keep')}
          critical
          busy={busy}
          onConfirm={() => {
            act({ act: 'remove' }, t('settings.domain.removed'));
          }}
        />
      </Row>
    </Stack>
  );
};

const Sending = ({ sending }: { readonly sending: SendingView }): ReactElement => {
  const { t, i18n } = useTranslation();
  const { number } = useFormat();
  const { mutate, isPending, error } = useDomainAct();
  const { from, dailyLimit, usedToday, domain, canAuthenticate } = sending;
  const act: Acting['act'] = (asked, done) => {
    mutate(asked, {
      onSuccess: () => {
        window.shopify.toast.show(done, {});
      },
    });
  };
  const wrong = error === null ? undefined : `settings.domain.wrong.${codeOf(error)}`;
  return (
    <Stack>
      <Words>{t('settings.domain.from', { name: from.name, address: from.address })}</Words>
      {dailyLimit !== null && (
        <Words quiet>
          {t('settings.domain.limit', { used: number(usedToday), limit: number(dailyLimit) })}
        </Words>
      )}
      {wrong !== undefined && (
        <Notice tone="critical" title={i18n.exists(wrong) ? t(wrong) : t('settings.domain.wrong.other')} />
      )}
      {domain !== null && <Proving domain={domain} busy={isPending} act={act} />}
      {domain === null && canAuthenticate && <Start busy={isPending} act={act} />}
      {domain === null && !canAuthenticate && <Words quiet>{t('settings.domain.unavailable')}</Words>}
    </Stack>
  );
};

/** From which address mail leaves, and the way to one's own domain. Nothing waits for it. */
export const DomainPanel = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useSending();
  return (
    <Panel title={t('settings.domain.title')}>
      {data && <Sending sending={data} />}
      {!data && error && (
        <LoadProblem title={t('settings.domain.error')} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton label={t('common.loading')} lines={4} />}
    </Panel>
  );
};
