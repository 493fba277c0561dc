import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SentMailView } from '../../../../server/mail/compose/mail-template.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useSentMail } from '../../api/use-messages.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { Action } from '../../ui/action.tsx';
import { MailFrame } from '../../ui/mail-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

const Mail = ({ mail }: { readonly mail: SentMailView }): ReactElement => {
  const { t } = useTranslation();
  const { subject, from, page } = mail;
  return (
    <Stack>
      <Words strong>{subject}</Words>
      <Words quiet>{t('messages.mailFrom', { name: from.name, address: from.address })}</Words>
      <MailFrame title={t('messages.mailTitle', { subject })} url={page.url} />
    </Stack>
  );
};

/** The mail as it was. Only on request: it holds what the person was told, and looking is logged. */
export const SentMailPanel = ({ id }: { readonly id: string }): ReactElement => {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const { data, error, refetch } = useSentMail(id, wanted);
  const gone = error !== null && codeOf(error) === 'mail_not_kept';
  return (
    <Panel title={t('messages.mail')} hint={t('messages.mailHint')}>
      {!wanted && (
        <div>
          <Action
            label={t('messages.showMail')}
            onAction={() => {
              setWanted(true);
            }}
          />
        </div>
      )}
      {data && <Mail mail={data} />}
      {gone && <Words quiet>{t('messages.mailGone')}</Words>}
      {error !== null && !gone && (
        <LoadProblem title={t('messages.errorMail')} error={error} onRetry={() => void refetch()} />
      )}
      {wanted && !data && error === null && <Skeleton label={t('common.loading')} lines={8} />}
    </Panel>
  );
};
