import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailAccountView } from '../../../../server/mail/accounts/mail-account.contract.ts';
import { useMailAccount, useSaveMailAccount } from '../../api/use-mail-account.ts';
import { OfflineNote } from '../../app/offline-note.tsx';
import { FormScreen } from '../../forms/form-screen.tsx';
import { LoadScreen } from '../../forms/load-screen.tsx';
import { useForm } from '../../forms/use-form.ts';
import type { Form } from '../../forms/use-form.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { AccountPanel, EventsPanel } from './account-panels.tsx';
import { accountOf, blankAccount, webhookChoices, wrongIn } from './account-values.ts';
import type { AccountValues } from './account-values.ts';
import { useSettingsBack } from './use-settings-back.ts';

interface OfAccount {
  readonly account: MailAccountView;
}

interface KeyFieldsProps extends OfAccount {
  readonly form: Form<AccountValues>;
}

const WebhookFields = ({ form, account }: KeyFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { webhook, webhookKey } = form.values;
  const choices = webhookChoices.filter((choice) => choice !== 'keep' || account.events.verified);
  const wrong = form.tried && wrongIn(form.values).includes('webhookKey');
  return (
    <>
      <ChoiceField
        label={t('settings.account.webhook')}
        value={webhook}
        choices={choices.map((value) => ({ value, label: t(`settings.account.webhooks.${value}`) }))}
        onChange={(value) => {
          form.change({ webhook: choices.find((choice) => choice === value) ?? 'none' });
        }}
      />
      {webhook === 'new' && (
        <TextInput
          label={t('settings.account.webhookKey')}
          hint={t('settings.account.webhookKeyHint')}
          value={webhookKey}
          error={wrong ? t('settings.account.wrong.webhookKey') : undefined}
          onChange={(text) => {
            form.change({ webhookKey: text });
          }}
        />
      )}
    </>
  );
};

const KeyFields = ({ form, account }: KeyFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { apiKey } = form.values;
  const refused = form.problem === 'mail_key_refused';
  const wrong = form.tried && wrongIn(form.values).includes('apiKey');
  const error = refused
    ? t('settings.account.wrong.refused')
    : wrong
      ? t('settings.account.wrong.apiKey')
      : undefined;
  return (
    <Panel title={t(`settings.account.card.${account.owner}`)} hint={t('settings.account.cardHint')}>
      <Stack>
        <TextInput
          type="password"
          label={t('settings.account.apiKey')}
          hint={t('settings.account.apiKeyHint')}
          value={apiKey}
          error={error}
          onChange={(text) => {
            form.change({ apiKey: text });
          }}
        />
        <WebhookFields form={form} account={account} />
      </Stack>
    </Panel>
  );
};

const Changing = ({ account }: OfAccount): ReactElement => {
  const { t, i18n } = useTranslation();
  const back = useSettingsBack();
  const save = useSaveMailAccount();
  const form = useForm<AccountValues>({
    stored: { values: blankAccount(account.events.verified), rev: 0 },
    valid: (values) => wrongIn(values).length === 0,
    save: async (values) => {
      const { events } = await save(accountOf(values));
      return { values: blankAccount(events.verified), rev: 0 };
    },
    reload: () => Promise.resolve({ values: blankAccount(account.events.verified), rev: 0 }),
    onSaved: () => {
      window.shopify.toast.show(t('settings.account.saved'), {});
    },
  });
  const known = `settings.account.problem.${form.problem ?? ''}`;
  return (
    <FormScreen
      id="settings-account"
      title={t('settings.account.title')}
      back={back}
      form={form}
      tell={() => []}
      problem={form.problem !== undefined && i18n.exists(known) ? t(known) : undefined}
    >
      <AccountPanel account={account} />
      <KeyFields form={form} account={account} />
      <EventsPanel account={account} />
    </FormScreen>
  );
};

/** Through whose SendGrid account mail leaves. */
export const AccountPage = (): ReactElement => {
  const { t } = useTranslation();
  const back = useSettingsBack();
  const { data, error, refetch } = useMailAccount();
  if (data?.canChange === true) return <Changing account={data} />;
  if (data)
    return (
      <Screen title={t('settings.account.title')} back={back}>
        <OfflineNote />
        <AccountPanel account={data} />
      </Screen>
    );
  return (
    <LoadScreen
      title={t('settings.account.title')}
      back={back}
      error={error}
      problem={t('settings.account.error')}
      onRetry={() => void refetch()}
    />
  );
};
