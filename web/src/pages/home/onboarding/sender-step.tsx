import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../../../server/shop/settings.contract.ts';
import { useSending } from '../../../api/use-sending.ts';
import { Stack } from '../../../ui/stack.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { Words } from '../../../ui/words.tsx';
import { isPostalAddress } from '../../settings/look-values.ts';
import { isAddress, isSenderName } from '../../settings/sender-rules.ts';
import { StepButtons } from './step-buttons.tsx';
import { useStepSave } from './use-step-save.ts';

interface StepProps {
  readonly settings: SettingsView;
  readonly onDone: () => void;
  readonly onSkip: () => void;
}

/** Under whose name mail leaves, and the address the law wants in it: filled in from the store’s details. */
export const SenderStep = ({ settings, onDone, onSkip }: StepProps): ReactElement => {
  const { t } = useTranslation();
  const { data: sending } = useSending();
  const saving = useStepSave(settings);
  const [tried, setTried] = useState(false);
  const [name, setName] = useState(settings.sender.name);
  const [replyTo, setReplyTo] = useState(settings.sender.replyTo ?? '');
  const [address, setAddress] = useState(settings.postalAddress);
  const replyIsRight = replyTo === '' || isAddress(replyTo);
  const right = isSenderName(name) && replyIsRight && isPostalAddress(address);
  const changed =
    name !== settings.sender.name ||
    replyTo !== (settings.sender.replyTo ?? '') ||
    address !== settings.postalAddress;
  const done = (): void => {
    setTried(true);
    if (!right) return;
    const change = {
      sender: { name: name.trim(), replyTo: replyTo === '' ? null : replyTo },
      postalAddress: address.trim(),
    };
    saving.run(changed ? change : undefined, onDone);
  };
  const when = (wrong: boolean, key: string): string | undefined => (tried && wrong ? t(key) : undefined);
  return (
    <Stack>
      <Words quiet>{t('home.onboarding.sender.why', { address: sending?.from.address ?? '' })}</Words>
      <TextInput
        label={t('settings.sender.name')}
        value={name}
        error={when(!isSenderName(name), 'settings.sender.nameWrong')}
        onChange={setName}
      />
      <TextInput
        label={t('settings.sender.replyTo')}
        hint={t('settings.sender.replyToHint')}
        value={replyTo}
        error={when(!replyIsRight, 'settings.sender.addressWrong')}
        onChange={setReplyTo}
      />
      <TextInput
        label={t('settings.look.postalAddress')}
        hint={t('settings.look.postalAddressHint')}
        value={address}
        error={when(!isPostalAddress(address), 'settings.look.wrong.postalAddress')}
        onChange={setAddress}
      />
      <StepButtons saving={saving} onDone={done} onSkip={onSkip} />
    </Stack>
  );
};
