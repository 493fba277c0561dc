import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ColorField } from '../../ui/color-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { fontName, fontsWith, wrongIn } from './look-values.ts';
import type { Look } from './look-values.ts';

/** Stands in mails where nothing is chosen; only shown here. */
const grounds = { color: '#1f2937', backgroundColor: '#f3f3f0' } as const;

interface LookFieldsProps {
  readonly look: Look;
  /** Whether what is wrong may be said yet. */
  readonly tried: boolean;
  readonly onChange: (part: Partial<Look>) => void;
  readonly onLeave: () => void;
}

const FontFields = ({ look, onChange }: Pick<LookFieldsProps, 'look' | 'onChange'>): ReactElement => {
  const { t } = useTranslation();
  const fonts = (family: string) => fontsWith(family).map((value) => ({ value, label: fontName(value) }));
  return (
    <>
      <ChoiceField
        label={t('settings.look.fontFamily')}
        value={look.fontFamily}
        choices={fonts(look.fontFamily)}
        onChange={(fontFamily) => {
          onChange({ fontFamily });
        }}
      />
      <ChoiceField
        label={t('settings.look.headingFontFamily')}
        value={look.headingFontFamily}
        choices={[{ value: '', label: t('settings.look.sameFont') }, ...fonts(look.headingFontFamily)]}
        onChange={(headingFontFamily) => {
          onChange({ headingFontFamily });
        }}
      />
    </>
  );
};

/** How mails look, field by field; whoever shows them keeps the values. */
export const LookFields = ({ look, tried, onChange, onLeave }: LookFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const wrong = wrongIn(look);
  const errorOf = (field: keyof Look): string | undefined =>
    tried && wrong.includes(field) ? t(`settings.look.wrong.${field}`) : undefined;
  return (
    <Stack>
      <TextInput
        label={t('settings.look.logoUrl')}
        hint={t('settings.look.logoUrlHint')}
        type="url"
        value={look.logoUrl}
        error={errorOf('logoUrl')}
        onLeave={onLeave}
        onChange={(logoUrl) => {
          onChange({ logoUrl: logoUrl.trim() });
        }}
      />
      {(['color', 'backgroundColor'] as const).map((field) => (
        <ColorField
          key={field}
          label={t(`settings.look.${field}`)}
          pickLabel={t(`settings.look.${field}Pick`)}
          value={look[field]}
          otherwise={grounds[field]}
          error={errorOf(field)}
          onChange={(color) => {
            onChange({ [field]: color.trim() });
          }}
        />
      ))}
      <FontFields look={look} onChange={onChange} />
      <TextInput
        label={t('settings.look.postalAddress')}
        hint={t('settings.look.postalAddressHint')}
        value={look.postalAddress}
        error={errorOf('postalAddress')}
        onLeave={onLeave}
        onChange={(postalAddress) => {
          onChange({ postalAddress });
        }}
      />
    </Stack>
  );
};
