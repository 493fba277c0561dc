import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import type { FlowEditor } from './flow-editor.ts';
import type { StepProblems } from './problems.ts';

/** What the steps are drawn with, on the canvas and in the outline. */
export interface StepsView {
  readonly editor: FlowEditor;
  /** Those that are to be seen. */
  readonly problems: StepProblems;
  readonly words: (step: StepData) => string;
}

export const clipWords = ({ editor: { clip }, words }: StepsView): string | undefined =>
  clip === undefined ? undefined : words(clip);
