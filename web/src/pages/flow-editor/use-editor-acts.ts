import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramData, StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { begin, record, redo, undo } from '../../app/history.ts';
import type { History } from '../../app/history.ts';
import { addCopy, addStep, changeStep, findStep, moveStep, removeStep } from './edit-program.ts';
import type { Added, Spot } from './edit-program.ts';
import type { EditorActs } from './flow-editor.ts';

interface State {
  readonly history: History<ProgramData>;
  readonly chosen: string | undefined;
  readonly clip: StepData | undefined;
  readonly untouched: ReadonlySet<string>;
}

interface Desk {
  change(next: (before: State) => State): void;
  /** Ids of other versions. */
  readonly taken: readonly string[];
  say(key: string, onUndo?: () => void): void;
}

const programOf = ({ history }: State): ProgramData => history.present;

const withProgram = (before: State, program: ProgramData, by?: string): State => ({
  ...before,
  history: record(before.history, program, by),
});

/** Whoever opens another step has left the one before. */
const opening = (before: State, id: string | undefined): State => {
  const { chosen, untouched } = before;
  const left = chosen !== undefined && chosen !== id && untouched.has(chosen);
  return {
    ...before,
    chosen: id,
    untouched: left ? new Set([...untouched].filter((one) => one !== chosen)) : untouched,
  };
};

const inserted = (before: State, added: Added | undefined): State =>
  added === undefined ? before : opening(withProgram(before, added.program), added.id);

const asNew = (state: State): State =>
  state.chosen === undefined ? state : { ...state, untouched: new Set([...state.untouched, state.chosen]) };

const stepActs = ({ change, taken, say }: Desk) => {
  const back = (): void => {
    change((before) => ({ ...before, history: undo(before.history) }));
  };
  const takeOut = (id: string, words: string): void => {
    change((before) => opening(withProgram(before, removeStep(programOf(before), id)), undefined));
    say(words, back);
  };
  const lift = (id: string): void => {
    change((before) => ({ ...before, clip: findStep(programOf(before), id) }));
  };
  const putDown = (spot: Spot, which: (before: State) => StepData | undefined): void => {
    change((before) => {
      const step = which(before);
      return step === undefined
        ? before
        : inserted(before, addCopy(programOf(before), { spot, step, taken }));
    });
  };
  return {
    add: (spot, kind) => {
      change((before) => {
        const added = addStep(programOf(before), { spot, kind, taken });
        return added === undefined ? before : asNew(inserted(before, added));
      });
    },
    change: (id, args, arms) => {
      const next = { args, ...(arms !== undefined && { arms }) };
      const by = `${id}.${Object.keys(args).join()}`;
      change((before) => withProgram(before, changeStep(programOf(before), id, next), by));
    },
    move: (id, by) => {
      change((before) => withProgram(before, moveStep(programOf(before), id, by)));
    },
    remove: (id) => {
      takeOut(id, 'editor.removed');
    },
    copy: (id) => {
      lift(id);
      say('editor.copied');
    },
    cut: (id) => {
      lift(id);
      takeOut(id, 'editor.copied');
    },
    paste: (spot) => {
      putDown(spot, ({ clip }) => clip);
    },
    duplicate: (id) => {
      putDown({ after: id }, (before) => findStep(programOf(before), id));
    },
    undo: back,
  } satisfies Partial<EditorActs>;
};

const wholeActs = ({ change }: Desk) =>
  ({
    choose: (id) => {
      change((before) => opening(before, id));
    },
    toggle: (id) => {
      change((before) => opening(before, before.chosen === id ? undefined : id));
    },
    changeProgram: (next, by) => {
      change((before) => withProgram(before, { ...programOf(before), ...next }, by));
    },
    redo: () => {
      change((before) => ({ ...before, history: redo(before.history) }));
    },
    replace: (program) => {
      change((before) => withProgram(before, program));
    },
    reveal: () => {
      change((before) => ({ ...before, untouched: new Set() }));
    },
  }) satisfies Partial<EditorActs>;

interface EditState extends State {
  readonly acts: EditorActs;
}

/** The program under the merchant's hands, with its past, and what can be done to it. */
export const useEditorActs = (start: ProgramData, taken: readonly string[]): EditState => {
  const { t } = useTranslation();
  const [state, change] = useState<State>(() => ({
    history: begin(start),
    chosen: undefined,
    clip: undefined,
    untouched: new Set<string>(),
  }));
  const acts = useMemo((): EditorActs => {
    const say = (key: string, onAction?: () => void): void => {
      window.shopify.toast.show(t(key), onAction ? { action: t('common.undo'), onAction } : {});
    };
    const desk = { change, taken, say };
    return { ...stepActs(desk), ...wholeActs(desk) };
  }, [t, taken]);
  return { ...state, acts };
};
