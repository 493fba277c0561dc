import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LookPreviewView } from '../../../../server/mail/compose/look.contract.ts';
import { useLookPreview } from '../../api/use-look.ts';
import { useBuiltInTemplates } from '../../api/use-templates.ts';
import { useLater } from '../../app/use-later.ts';
import { useFormat } from '../../format/use-format.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { MailFrame } from '../../ui/mail-frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { ViewPicker } from '../../ui/view-picker.tsx';
import { Words } from '../../ui/words.tsx';
import { isPostalAddress, themeOf, wrongIn } from './look-values.ts';
import type { Look } from './look-values.ts';

const lights = ['light', 'dark'] as const;

const askOf = (look: Look, key: string) =>
  wrongIn(look).some((field) => field !== 'postalAddress')
    ? undefined
    : {
        theme: themeOf(look),
        key,
        ...(isPostalAddress(look.postalAddress) && { postalAddress: look.postalAddress.trim() }),
      };

const Findings = ({ findings }: Pick<LookPreviewView, 'findings'>): ReactElement | null => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (findings.length === 0) return null;
  return (
    <Notice tone="warning" title={t('settings.look.hard')}>
      <Stack gap="100">
        {findings.map(({ key, is, wanted }) => (
          <Words key={key}>
            {t(`settings.look.finding.${key}`, { is: number(is), wanted: number(wanted) })}
          </Words>
        ))}
      </Stack>
    </Notice>
  );
};

/** A real mail in the look as it is being made. */
export const LookPreview = ({ look }: { readonly look: Look }): ReactElement => {
  const { t } = useTranslation();
  const [key, setKey] = useState('checkout-1');
  const [light, setLight] = useState<(typeof lights)[number]>('light');
  const { data: list } = useBuiltInTemplates();
  const { data: mail, error } = useLookPreview(useLater(askOf(look, key)));
  const keys = list?.templates.map((template) => template.key) ?? [key];
  const page = mail?.page ?? null;
  return (
    <Panel title={t('settings.look.preview')}>
      <Stack>
        <Row apart>
          <ChoiceField
            label={t('settings.look.show')}
            value={key}
            choices={keys.map((value) => ({
              value,
              label: t(`editor.template.${value}`, { defaultValue: value }),
            }))}
            onChange={setKey}
          />
          <ViewPicker
            label={t('emails.light')}
            views={lights.map((id) => ({ id, label: t(`emails.lights.${id}`) }))}
            chosen={light}
            onChoose={setLight}
          />
        </Row>
        <div aria-live="polite">{mail && <Findings findings={mail.findings} />}</div>
        {error !== null && <Notice tone="warning">{t('emails.previewFailed')}</Notice>}
        {mail === undefined && error === null && <Skeleton lines={8} label={t('common.loading')} />}
        {mail !== undefined && page !== null && (
          <MailFrame
            title={t('emails.previewOf', { subject: mail.subject })}
            url={light === 'dark' ? `${page.url}?scheme=dark` : page.url}
          />
        )}
      </Stack>
    </Panel>
  );
};
