import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Told } from '../../forms/conflict-panel.tsx';
import type { Form } from '../../forms/use-form.ts';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TwoThirds } from '../../ui/two-thirds.tsx';
import { Words } from '../../ui/words.tsx';
import { LookFields } from './look-fields.tsx';
import { LookPreview } from './look-preview.tsx';
import { fontName, lookOf, themeOf, wrongIn } from './look-values.ts';
import type { Look } from './look-values.ts';
import { SettingsForm } from './settings-form.tsx';

const Fields = ({ form }: { readonly form: Form<Look> }): ReactElement => {
  const { t } = useTranslation();
  return (
    <TwoThirds
      sideFirst
      main={<LookPreview look={form.values} />}
      side={
        <Panel title={t('settings.look.card')}>
          <Stack>
            <LookFields look={form.values} tried={form.tried} onChange={form.change} onLeave={form.touch} />
            <Words quiet>{t('settings.look.reach')}</Words>
          </Stack>
        </Panel>
      }
    />
  );
};

/** How every mail of the shop looks, with one beside it. */
export const LookPage = (): ReactElement => {
  const { t } = useTranslation();
  const tell = (look: Look): readonly Told[] => [
    { label: t('settings.look.logoUrl'), value: look.logoUrl || t('settings.look.noLogo') },
    { label: t('settings.look.color'), value: look.color },
    {
      label: t('settings.look.backgroundColor'),
      value: look.backgroundColor || t('settings.look.plainPage'),
    },
    { label: t('settings.look.fontFamily'), value: fontName(look.fontFamily) },
    {
      label: t('settings.look.headingFontFamily'),
      value: look.headingFontFamily === '' ? t('settings.look.sameFont') : fontName(look.headingFontFamily),
    },
    { label: t('settings.look.postalAddress'), value: look.postalAddress },
  ];
  return (
    <SettingsForm<Look>
      page="look"
      part={lookOf}
      valid={(look) => wrongIn(look).length === 0}
      toChange={(look) => ({ theme: themeOf(look), postalAddress: look.postalAddress.trim() })}
      tell={tell}
      fields={(form) => <Fields form={form} />}
    />
  );
};
