import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import type { StepProblems } from './problems.ts';
import type { FlowEditor } from './flow-editor.ts';

export interface StepFieldsProps {
  readonly step: StepData;
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
  readonly templates: readonly string[];
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
