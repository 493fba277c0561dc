import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../api/use-sending.ts';
import { useTestSend } from '../../api/use-templates.ts';
import type { Shown } from '../../api/use-templates.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';

/** The result is told where the button is. */
export const SendTest = ({ shown }: { readonly shown: Shown }): ReactElement => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const sending = useTestSend();
  const sender = useSending().data;
  // To oneself, until somebody says otherwise.
  const to = typed ?? sender?.replyTo ?? sender?.from.address ?? '';
  return (
    <Panel title={t('emails.test')} hint={t('emails.testHint')}>
      <Stack>
        <TextInput
          label={t('emails.testTo')}
          type="email"
          value={to}
          error={sending.error === null ? undefined : t('emails.testFailed')}
          onChange={setTyped}
        />
        <Action
          label={t('emails.testSend')}
          disabled={!/^\S+@\S+\.\S+$/.test(to)}
          busy={sending.isPending}
          onAction={() => {
            sending.mutate({ ...shown, to });
          }}
        />
        <span aria-live="polite">
          {sending.data !== undefined && <Words small>{t('emails.testSent', { to: sending.data.to })}</Words>}
        </span>
      </Stack>
    </Panel>
  );
};
