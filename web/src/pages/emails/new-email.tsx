import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { codeOf } from '../../api/api-error.ts';
import { useBuiltInTemplates, useCreateTemplate, useOwnTemplates } from '../../api/use-templates.ts';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SideBySide } from '../../ui/side-by-side.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { keyFor } from './key-for.ts';

/** A mail of one's own begins as one that is there: an empty page helps nobody. */
export const NewEmail = (): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const asked = search.get('from') ?? '';
  const [chosen, setChosen] = useState(asked);
  const [title, setTitle] = useState('');
  const own = useOwnTemplates();
  const builtIn = useBuiltInTemplates();
  const creating = useCreateTemplate();
  const presets = builtIn.data?.templates.map(({ key }) => key) ?? [];
  const from = presets.find((key) => key === chosen) ?? presets[0];
  const nameOf = (key: string): string => t(`editor.template.${key}`, { defaultValue: key });
  const taken = [...presets, ...(own.data?.templates ?? []).map(({ key }) => key)];
  const name = title.trim();
  const failed = creating.error === null ? undefined : codeOf(creating.error);
  return (
    <Panel title={t('emails.new')} hint={t('emails.newHint')}>
      <Stack>
        <SideBySide>
          <ChoiceField
            label={t('emails.from')}
            value={from ?? ''}
            choices={presets.map((value) => ({ value, label: nameOf(value) }))}
            onChange={setChosen}
          />
          <TextInput
            label={t('emails.name')}
            placeholder={from && nameOf(from)}
            value={title}
            error={failed === undefined ? undefined : t('editor.failed')}
            onChange={setTitle}
          />
        </SideBySide>
        <Row>
          <Action
            label={t('emails.make')}
            busy={creating.isPending}
            disabled={own.data === undefined || from === undefined}
            onAction={() => {
              if (from === undefined) return;
              const called = name === '' ? nameOf(from) : name;
              creating.mutate(
                { key: keyFor(called, taken), title: called, from },
                { onSuccess: ({ key }) => void navigate(`/flows/emails/${encodeURIComponent(key)}`) },
              );
            }}
          />
        </Row>
      </Stack>
    </Panel>
  );
};
