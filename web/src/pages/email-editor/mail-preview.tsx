import { useState } from 'react';
import type { CSSProperties, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Previewed } from '../../api/use-templates.ts';
import { useContacts } from '../../api/use-contacts.ts';
import { useLater } from '../../app/use-later.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SideBySide } from '../../ui/side-by-side.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { ViewPicker } from '../../ui/view-picker.tsx';
import { Words } from '../../ui/words.tsx';

const widths = { phone: 375, desktop: 640 } as const;
type Width = keyof typeof widths;
const lights = ['light', 'dark', 'forced'] as const;
type Light = (typeof lights)[number];

interface ForWhomProps {
  readonly contact: string | undefined;
  readonly onContact: (contact: string | undefined) => void;
}

/** Somebody made up, or one of the shop's own people. */
const ForWhom = ({ contact, onContact }: ForWhomProps): ReactElement => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useContacts({ view: 'all', search: useLater(typed).trim() });
  const people = (found.data?.pages[0]?.contacts ?? []).slice(0, 8);
  return (
    <SideBySide>
      <SearchField
        label={t('emails.forSearch')}
        shown
        hint={t('emails.forHint')}
        value={typed}
        onChange={setTyped}
        onClear={() => {
          setTyped('');
        }}
      />
      <ChoiceField
        label={t('emails.for')}
        value={contact ?? ''}
        choices={[
          { value: '', label: t('emails.forSample') },
          ...people.map(({ id, name, address }) => ({ value: id, label: name ?? address ?? id })),
        ]}
        onChange={(value) => {
          onContact(value === '' ? undefined : value);
        }}
      />
    </SideBySide>
  );
};

const frameStyle = (width: Width, light: Light): CSSProperties => ({
  width: widths[width],
  // What some programs do to mails, whether they have dark styles of their own or not.
  filter: light === 'forced' ? 'invert(1) hue-rotate(180deg)' : undefined,
});

interface MailPreviewProps extends ForWhomProps {
  readonly mail: Previewed | undefined;
  readonly failed: boolean;
}

/** The compiled mail, never a look-alike; the last good one stays while another is made. */
export const MailPreview = ({ mail, failed, ...forWhom }: MailPreviewProps): ReactElement => {
  const { t } = useTranslation();
  const [width, setWidth] = useState<Width>('phone');
  const [light, setLight] = useState<Light>('light');
  return (
    <Panel title={t('emails.preview')}>
      <Stack>
        <ForWhom {...forWhom} />
        <Row>
          <ViewPicker
            label={t('emails.width')}
            views={(['phone', 'desktop'] as const).map((id) => ({ id, label: t(`emails.widths.${id}`) }))}
            chosen={width}
            onChoose={setWidth}
          />
          <ViewPicker
            label={t('emails.light')}
            views={lights.map((id) => ({ id, label: t(`emails.lights.${id}`) }))}
            chosen={light}
            onChoose={setLight}
          />
        </Row>
        {failed && <Notice tone="warning">{t('emails.previewFailed')}</Notice>}
        {mail === undefined && !failed && <Skeleton lines={8} label={t('common.loading')} />}
        {mail !== undefined && (
          <>
            <Words strong>{mail.subject}</Words>
            {mail.page !== null && (
              <div className="enc-mail-ground">
                <iframe
                  className="enc-mail"
                  sandbox=""
                  title={t('emails.previewOf', { subject: mail.subject })}
                  src={light === 'dark' ? `${mail.page.url}?scheme=dark` : mail.page.url}
                  style={frameStyle(width, light)}
                />
              </div>
            )}
            <Words quiet small>
              {t('emails.weight', { kilobytes: Math.ceil(mail.bytes / 1000) })}
            </Words>
          </>
        )}
      </Stack>
    </Panel>
  );
};
