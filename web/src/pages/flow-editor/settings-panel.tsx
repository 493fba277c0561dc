import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { DurationField } from '../../forms/duration-field.tsx';
import type { FlowEditor } from './flow-editor.ts';

const reEntries = ['once-per-about', 'every-time', 'after'] as const;

const reEntryOf = (kind: string): ProgramData['reEntry'] => {
  if (kind === 'after') return { kind, duration: 'P30D' };
  return { kind: kind === 'every-time' ? kind : 'once-per-about' };
};

/** What holds for the flow as a whole. */
export const SettingsPanel = ({ editor }: { readonly editor: FlowEditor }): ReactElement => {
  const { t } = useTranslation();
  const { reEntry, holdout, usefulFor } = editor.program;
  return (
    <Panel title={t('editor.settings.title')}>
      <Stack>
        <ChoiceField
          label={t('editor.settings.reEntry')}
          value={reEntry.kind}
          choices={reEntries.map((value) => ({ value, label: t(`editor.settings.reEntries.${value}`) }))}
          onChange={(kind) => {
            editor.changeProgram({ reEntry: reEntryOf(kind) }, 'reEntry');
          }}
        />
        {reEntry.kind === 'after' && (
          <DurationField
            label={t('editor.settings.after')}
            value={reEntry.duration}
            onChange={(duration) => {
              editor.changeProgram({ reEntry: { kind: 'after', duration } }, 'reEntry.duration');
            }}
          />
        )}
        <DurationField
          label={t('editor.settings.usefulFor')}
          value={usefulFor}
          onChange={(duration) => {
            editor.changeProgram({ usefulFor: duration }, 'usefulFor');
          }}
        />
        <NumberField
          label={t('editor.settings.holdout')}
          value={Math.round(holdout * 100)}
          min={0}
          max={50}
          hint={t('editor.settings.holdoutHint')}
          onChange={(percent) => {
            editor.changeProgram({ holdout: percent / 100 }, 'holdout');
          }}
        />
      </Stack>
    </Panel>
  );
};
