import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { ActFields } from './act-fields.tsx';
import { BranchFields } from './branch-fields.tsx';
import { findStep, neighboursOf } from './edit-program.ts';
import { EmailFields } from './email-fields.tsx';
import type { StepFieldsProps } from './step-fields.ts';
import type { StepProblems } from './problems.ts';
import type { FlowEditor } from './flow-editor.ts';
import { WaitFields } from './wait-fields.tsx';

const ExitFields = (): ReactElement => {
  const { t } = useTranslation();
  return <Words quiet>{t('editor.exitHint')}</Words>;
};

const Fields = (props: StepFieldsProps): ReactElement => {
  switch (props.step.key) {
    case 'wait':
      return <WaitFields {...props} />;
    case 'send-email':
      return <EmailFields {...props} />;
    case 'branch':
      return <BranchFields {...props} />;
    case 'act':
      return <ActFields {...props} />;
    default:
      return <ExitFields />;
  }
};

interface StepPanelProps {
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
  readonly templates: readonly string[];
}

const Acts = ({ editor, step }: { readonly editor: FlowEditor; readonly step: StepData }): ReactElement => {
  const { t } = useTranslation();
  const { before, behind, position, of } = neighboursOf(editor.program, step.id);
  return (
    <Row>
      {before && (
        <Action
          label={t('editor.up')}
          onAction={() => {
            editor.move(step.id, -1);
          }}
        />
      )}
      {behind && (
        <Action
          label={t('editor.down')}
          onAction={() => {
            editor.move(step.id, 1);
          }}
        />
      )}
      <Action
        label={t('editor.duplicate')}
        onAction={() => {
          editor.duplicate(step.id);
        }}
      />
      <Action
        label={t('editor.copy')}
        onAction={() => {
          editor.copy(step.id);
        }}
      />
      <Action
        label={t('editor.remove')}
        onAction={() => {
          editor.remove(step.id);
        }}
      />
      <span aria-live="polite">
        <Words small quiet inline>
          {t('editor.position', { position, of })}
        </Words>
      </span>
    </Row>
  );
};

const Opened = ({
  editor,
  problems,
  templates,
  step,
}: StepPanelProps & { readonly step: StepData }): ReactElement => {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const { id } = step;
  // Whoever opened it by keyboard goes on in its first field.
  useEffect(() => {
    place.current?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
    // On a phone it stands below the flow.
    if (matchMedia('(max-width: 899px)').matches) place.current?.scrollIntoView({ block: 'start' });
  }, [id]);
  return (
    <div ref={place}>
      <Panel title={t(`editor.kind.${step.key}`, { defaultValue: step.key })}>
        <Stack>
          <Fields step={step} editor={editor} problems={problems} templates={templates} />
          <Acts editor={editor} step={step} />
        </Stack>
      </Panel>
    </div>
  );
};

/** What the chosen step does, beside the flow. */
export const StepPanel = (props: StepPanelProps): ReactElement => {
  const { t } = useTranslation();
  const { editor } = props;
  const step = editor.chosen === undefined ? undefined : findStep(editor.program, editor.chosen);
  if (step === undefined)
    return (
      <Panel title={t('editor.noStep')}>
        <Words quiet>{t('editor.noStepHint')}</Words>
      </Panel>
    );
  return <Opened key={step.id} {...props} step={step} />;
};
