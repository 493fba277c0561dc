import type {
  EditableFlowView,
  ProgramData,
  StepData,
} from '../../../../server/flows/drafts/draft.contract.ts';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import type { Spot, StepKind } from './edit-program.ts';

export interface Opened {
  readonly shop: string;
  readonly flow: FlowView;
  readonly editable: EditableFlowView;
  readonly program: ProgramData;
  /** Ids that steps of any version have. */
  readonly taken: readonly string[];
}

/** What can be done to a flow: the same functions as long as its editor is open. */
export interface EditorActs {
  choose(id: string | undefined): void;
  /** Opens a step, and closes it where it was open. */
  toggle(id: string): void;
  add(spot: Spot, kind: StepKind): void;
  change(id: string, args: StepData['args'], arms?: StepData['arms']): void;
  changeProgram(change: Partial<ProgramData>, by: string): void;
  move(id: string, by: -1 | 1): void;
  remove(id: string): void;
  copy(id: string): void;
  cut(id: string): void;
  /** Puts down what was copied; nothing where nothing was. */
  paste(spot: Spot): void;
  duplicate(id: string): void;
  undo(): void;
  redo(): void;
  replace(program: ProgramData): void;
  /** From now on every fault is shown, also of steps that nobody has left yet. */
  reveal(): void;
}

export interface FlowConflict {
  readonly theirs: ProgramData;
  /** From now on what they made is what is compared with and written over. */
  adopt(): void;
}

export interface FlowEditor extends EditorActs {
  readonly program: ProgramData;
  readonly chosen: string | undefined;
  /** What `paste` would put down. */
  readonly clip: StepData | undefined;
  /** Steps that were added and not left since: what they lack is no fault yet. */
  readonly untouched: ReadonlySet<string>;
  /** What people enter now; undefined where it can't be read. */
  readonly live: ProgramData | undefined;
  readonly dirty: boolean;
  /** Whether what is there differs from what people enter now. */
  readonly changed: boolean;
  readonly busy: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What went wrong with the last save or publish; stays until the next one. */
  readonly failure: Error | null;
  /** Somebody else saved or published meanwhile: until somebody has chosen, nothing goes out. */
  readonly overtaken: boolean;
  readonly conflict: FlowConflict | undefined;
  save(): void;
  discard(): void;
  publish(done: () => void): void;
}
