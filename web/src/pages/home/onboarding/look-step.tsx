import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../../../server/shop/settings.contract.ts';
import { useLookPreview } from '../../../api/use-look.ts';
import { useLater } from '../../../app/use-later.ts';
import { ColorField } from '../../../ui/color-field.tsx';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { TwoThirds } from '../../../ui/two-thirds.tsx';
import { Words } from '../../../ui/words.tsx';
import { lookOf, themeOf, wrongIn } from '../../settings/look-values.ts';
import type { Look } from '../../settings/look-values.ts';
import { StepButtons } from './step-buttons.tsx';
import { useStepSave } from './use-step-save.ts';

interface StepProps {
  readonly settings: SettingsView;
  readonly onDone: () => void;
  readonly onSkip: () => void;
}

const Preview = ({ look }: { readonly look: Look }): ReactElement => {
  const { t } = useTranslation();
  const sound = wrongIn(look).every((field) => field === 'postalAddress');
  const ask = sound ? { theme: themeOf(look), key: 'checkout-1' } : undefined;
  const { data: mail, error } = useLookPreview(useLater(ask));
  if (error !== null) return <Notice tone="warning">{t('emails.previewFailed')}</Notice>;
  if (mail === undefined || mail.page === null) return <Skeleton lines={8} label={t('common.loading')} />;
  return <MailFrame title={t('emails.previewOf', { subject: mail.subject })} url={mail.page.url} />;
};

/** Logo and colour, with a real mail beside them. */
export const LookStep = ({ settings, onDone, onSkip }: StepProps): ReactElement => {
  const { t } = useTranslation();
  const saving = useStepSave(settings);
  const [look, setLook] = useState(lookOf(settings));
  const [tried, setTried] = useState(false);
  const wrong = wrongIn(look).filter((field) => field !== 'postalAddress');
  const change = (part: Partial<Look>): void => {
    setLook({ ...look, ...part });
  };
  const wordsOf = (field: 'logoUrl' | 'color'): string | undefined =>
    tried && wrong.includes(field) ? t(`settings.look.wrong.${field}`) : undefined;
  const done = (): void => {
    setTried(true);
    if (wrong.length > 0) return;
    const before = lookOf(settings);
    const same = look.logoUrl === before.logoUrl && look.color === before.color;
    saving.run(same ? undefined : { theme: themeOf(look) }, onDone);
  };
  return (
    <TwoThirds
      sideFirst
      main={<Preview look={look} />}
      side={
        <Stack>
          <Words quiet>{t('home.onboarding.look.why')}</Words>
          <TextInput
            label={t('settings.look.logoUrl')}
            hint={t('settings.look.logoUrlHint')}
            type="url"
            value={look.logoUrl}
            error={wordsOf('logoUrl')}
            onChange={(logoUrl) => {
              change({ logoUrl });
            }}
          />
          <ColorField
            label={t('settings.look.color')}
            pickLabel={t('settings.look.colorPick')}
            value={look.color}
            otherwise={look.color}
            error={wordsOf('color')}
            onChange={(color) => {
              change({ color });
            }}
          />
          <StepButtons saving={saving} onDone={done} onSkip={onSkip} />
        </Stack>
      }
    />
  );
};
