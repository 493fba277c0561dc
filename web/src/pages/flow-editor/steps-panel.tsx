import { Suspense, lazy, useState } from 'react';
import type { CSSProperties, ReactElement, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { ViewPicker } from '../../ui/view-picker.tsx';
import { Words } from '../../ui/words.tsx';
import { canvasHeight, layoutOf } from './canvas/layout.ts';
import { allSteps } from './edit-program.ts';
import { FindStep } from './find-step.tsx';
import { KeyList } from './key-list.tsx';
import { Outline } from './outline.tsx';
import type { StepsView } from './steps-view.ts';

/** Its library is only fetched where it is looked at. */
const Canvas = lazy(async () => ({ default: (await import('./canvas/canvas.tsx')).Canvas }));

const views = ['canvas', 'outline'] as const;
type View = (typeof views)[number];

/** A drawing needs width; the outline says the same on a phone and to a screen reader. */
const viewThatFits = (): View => (globalThis.matchMedia('(min-width: 768px)').matches ? 'canvas' : 'outline');

/** As many can be seen at once. */
const fewSteps = 12;

interface StepsPanelProps {
  readonly flow: FlowView;
  readonly view: StepsView;
  /** Where steps are found. */
  readonly finder: RefObject<HTMLDivElement>;
  readonly keysOpen: boolean;
  readonly onKeys: (open: boolean) => void;
}

/** As tall as the drawing that comes: nothing below it moves. */
const Ground = ({ steps }: { readonly steps: readonly StepData[] }): ReactElement => {
  const { t } = useTranslation();
  const style: CSSProperties = { height: canvasHeight(layoutOf(steps)) };
  return (
    <div style={style}>
      <Skeleton lines={6} label={t('common.loading')} />
    </div>
  );
};

/** The flow as a drawing or as an outline. */
export const StepsPanel = ({ flow, view, finder, keysOpen, onKeys }: StepsPanelProps): ReactElement => {
  const { t } = useTranslation();
  const [drawn, setDrawn] = useState<View>(viewThatFits);
  const { trigger, steps } = view.editor.program;
  const starts = t(`editor.trigger.${trigger.kind}`, { defaultValue: flow.summary });
  const label = t('flows.stepsOf', { flow: flow.title });
  return (
    <Panel title={t('flows.steps')}>
      <Stack>
        <Row apart>
          <ViewPicker
            label={t('editor.view')}
            views={views.map((id) => ({ id, label: t(`editor.views.${id}`) }))}
            chosen={drawn}
            onChoose={setDrawn}
          />
          {allSteps(steps).length > fewSteps && <FindStep view={view} place={finder} />}
        </Row>
        <div data-region="steps">
          {drawn === 'outline' ? (
            <Stack>
              <Words>{starts}</Words>
              <Outline view={view} first={{ first: 'program' }} steps={steps} label={label} />
            </Stack>
          ) : (
            <Suspense fallback={<Ground steps={steps} />}>
              <Canvas view={view} starts={starts} label={label} />
            </Suspense>
          )}
        </div>
        <KeyList open={keysOpen} onOpen={onKeys} />
      </Stack>
    </Panel>
  );
};
