import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionBuilder } from '../../conditions/condition-builder.tsx';
import { freshRow, toPredicate } from '../../conditions/condition.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import type { FlowEditor } from './flow-editor.ts';

/** The flow filter: asked at the entry and before each mail. */
export const WhoPanel = ({ editor }: { readonly editor: FlowEditor }): ReactElement => {
  const { t } = useTranslation();
  const { filter } = editor.program;
  return (
    <Panel title={t('editor.who.title')} hint={t('editor.who.hint')}>
      <Stack>
        {filter === undefined ? (
          <>
            <Words quiet>{t('editor.who.everybody')}</Words>
            <div>
              <Action
                label={t('editor.who.add')}
                onAction={() => {
                  editor.changeProgram({ filter: toPredicate({ match: 'all', rows: [freshRow] }) }, 'filter');
                }}
              />
            </div>
          </>
        ) : (
          <>
            <ConditionBuilder
              predicate={filter}
              onChange={(next) => {
                editor.changeProgram({ filter: next }, 'filter');
              }}
            />
            <div>
              <Action
                label={t('editor.who.remove')}
                onAction={() => {
                  editor.changeProgram({ filter: undefined }, 'filter.none');
                }}
              />
            </div>
          </>
        )}
      </Stack>
    </Panel>
  );
};
