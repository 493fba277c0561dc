import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { codeOf } from '../../api/api-error.ts';
import { useShop } from '../../api/use-shop.ts';
import { useOwnTemplate } from '../../api/use-templates.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmailWorkbench } from './email-workbench.tsx';
import { startOf } from './use-email-editor.ts';
import type { OpenedEmail } from './use-email-editor.ts';

/** Made once per mail: answers that arrive while somebody works must not take the work away. */
const Stable = ({ opened }: { readonly opened: OpenedEmail }): ReactElement => {
  const [first] = useState(opened);
  return <EmailWorkbench opened={first} />;
};

export const EmailEditorPage = (): ReactElement => {
  const { t } = useTranslation();
  const { email = '' } = useParams();
  const own = useOwnTemplate(email);
  const shop = useShop();
  const template = own.data === undefined ? undefined : startOf(own.data);
  if (own.data !== undefined && shop.data !== undefined && template !== undefined)
    return <Stable key={email} opened={{ shop: shop.data.id, view: own.data, template }} />;
  const missing = (own.data !== undefined && template === undefined) || codeOf(own.error) === 'not_found';
  const error = own.error ?? shop.error;
  return (
    <Screen wide title={t('emails.one')} back={{ content: t('emails.title'), url: '/flows/emails' }}>
      {missing ? (
        <Panel>
          <Empty
            title={t('emails.missing')}
            action={<Action label={t('emails.title')} url="/flows/emails" />}
          />
        </Panel>
      ) : error === null ? (
        <Panel>
          <Skeleton heading lines={8} label={t('common.loading')} />
        </Panel>
      ) : (
        <LoadProblem title={t('emails.errorOne')} error={error} onRetry={() => void own.refetch()} />
      )}
    </Screen>
  );
};
