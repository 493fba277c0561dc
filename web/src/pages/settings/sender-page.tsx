import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../../server/shop/settings.contract.ts';
import type { Told } from '../../forms/conflict-panel.tsx';
import type { Form } from '../../forms/use-form.ts';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { DeliverabilityPanel } from './deliverability-panel.tsx';
import { DomainPanel } from './domain-panel.tsx';
import { isAddress, isSenderName } from './sender-rules.ts';
import { SettingsForm } from './settings-form.tsx';

interface Sender {
  readonly name: string;
  readonly replyTo: string;
}

const valid = ({ name, replyTo }: Sender): boolean =>
  isSenderName(name) && (replyTo === '' || isAddress(replyTo));

const Fields = ({ form }: { readonly form: Form<Sender> }): ReactElement => {
  const { t } = useTranslation();
  const { values, tried } = form;
  const when = (wrong: boolean, key: string): string | undefined => (tried && wrong ? t(key) : undefined);
  return (
    <Panel title={t('settings.sender.card')}>
      <Stack>
        <TextInput
          label={t('settings.sender.name')}
          hint={t('settings.sender.nameHint')}
          value={values.name}
          error={when(!isSenderName(values.name), 'settings.sender.nameWrong')}
          onLeave={form.touch}
          onChange={(name) => {
            form.change({ name });
          }}
        />
        <TextInput
          label={t('settings.sender.replyTo')}
          hint={t('settings.sender.replyToHint')}
          value={values.replyTo}
          error={when(values.replyTo !== '' && !isAddress(values.replyTo), 'settings.sender.addressWrong')}
          onLeave={form.touch}
          onChange={(replyTo) => {
            form.change({ replyTo });
          }}
        />
      </Stack>
    </Panel>
  );
};

const partOf = ({ sender }: SettingsView): Sender => ({ name: sender.name, replyTo: sender.replyTo ?? '' });

export const SenderPage = (): ReactElement => {
  const { t } = useTranslation();
  const tell = ({ name, replyTo }: Sender): readonly Told[] => [
    { label: t('settings.sender.name'), value: name },
    { label: t('settings.sender.replyTo'), value: replyTo || t('settings.sender.noReplyTo') },
  ];
  return (
    <SettingsForm<Sender>
      page="sender"
      part={partOf}
      valid={valid}
      toChange={({ name, replyTo }) => ({ sender: { name: name.trim(), replyTo: replyTo || null } })}
      tell={tell}
      fields={(form) => (
        <>
          <Fields form={form} />
          <DomainPanel />
          <DeliverabilityPanel />
        </>
      )}
    />
  );
};
