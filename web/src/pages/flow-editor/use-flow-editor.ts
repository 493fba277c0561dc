import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  EditableFlowView,
  ProgramData,
  StepData,
} from '../../../../server/flows/drafts/draft.contract.ts';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useDiscardDraft, usePublish, useSaveDraft } from '../../api/use-flow-editing.ts';
import { same } from '../../forms/same.ts';
import { addStep, changeStep, moveStep, removeStep } from './edit-program.ts';
import type { Spot, StepKind } from './edit-program.ts';
import { begin, record, redo, undo } from '../../app/history.ts';
import type { History } from '../../app/history.ts';
import { dropCopy, keepCopy } from '../../app/recovery.ts';

export interface Opened {
  readonly shop: string;
  readonly flow: FlowView;
  readonly editable: EditableFlowView;
  readonly program: ProgramData;
  /** Ids that steps of any version have. */
  readonly taken: readonly string[];
}

export interface FlowEditor {
  readonly program: ProgramData;
  readonly chosen: string | undefined;
  readonly dirty: boolean;
  /** Whether what is there differs from what people enter now. */
  readonly changed: boolean;
  readonly busy: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What went wrong with the last save or publish; stays until the next one. */
  readonly problem: string | undefined;
  choose(id: string | undefined): void;
  add(spot: Spot, kind: StepKind): void;
  change(id: string, args: StepData['args'], arms?: StepData['arms']): void;
  changeProgram(change: Partial<ProgramData>, by: string): void;
  move(id: string, by: -1 | 1): void;
  remove(id: string): void;
  undo(): void;
  redo(): void;
  replace(program: ProgramData): void;
  save(): void;
  discard(): void;
  publish(done: () => void): void;
}

const copyAfterMs = 800;

/** Each edit also lies on this device a moment later. */
const useRecoveryCopy = (
  { shop, flow }: Opened,
  rev: number,
  edit: { program: ProgramData; dirty: boolean },
): void => {
  const { program, dirty } = edit;
  useEffect(() => {
    const of = { kind: 'flow', shop, id: flow.id } as const;
    if (!dirty) {
      dropCopy(of);
      return undefined;
    }
    const timer = setTimeout(() => {
      keepCopy(of, { rev, work: JSON.stringify(program) });
    }, copyAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [shop, flow.id, rev, program, dirty]);
};

const useHistory = (start: ProgramData) => {
  const [history, setHistory] = useState<History<ProgramData>>(() => begin(start));
  return {
    history,
    set: (program: ProgramData, by?: string): void => {
      setHistory((before) => record(before, program, by));
    },
    back: (): void => {
      setHistory(undo);
    },
    forth: (): void => {
      setHistory(redo);
    },
  };
};

/** What is saved, what people enter now, and the ways from one to the other. */
const useStored = ({ flow, editable, program: start }: Opened) => {
  const { t } = useTranslation();
  const [saved, setSaved] = useState({ program: start, rev: editable.draft?.rev ?? 0 });
  const [live, setLive] = useState({ ...editable.current, rev: flow.rev });
  const saving = useSaveDraft(flow.id);
  const discarding = useDiscardDraft(flow.id);
  const publishing = usePublish(flow.id);
  const failed = saving.error ?? publishing.error ?? discarding.error;
  const conflict = failed !== null && codeOf(failed) === 'version_conflict';
  const save = (program: ProgramData): void => {
    saving.mutate(
      { rev: saved.rev, base: live.version, program },
      {
        onSuccess: (answer) => {
          setSaved({ program, rev: answer.draft?.rev ?? 0 });
          window.shopify.toast.show(t('editor.saved'), {});
        },
      },
    );
  };
  const publish = (program: ProgramData, done: () => void): void => {
    publishing.mutate(
      { rev: Math.max(live.rev, flow.rev), program },
      {
        onSuccess: ({ rev, version }) => {
          if (saved.rev > 0) discarding.mutate({ rev: saved.rev });
          setSaved({ program, rev: 0 });
          setLive({ program, version, rev });
          window.shopify.toast.show(t('editor.published', { version }), {});
          done();
        },
      },
    );
  };
  return {
    saved,
    live,
    save,
    publish,
    busy: saving.isPending || publishing.isPending,
    problem: failed === null ? undefined : t(conflict ? 'editor.conflict' : 'editor.failed'),
  };
};

/** A flow under the merchant's hands: what it is, what it was, what is saved, and what people enter now. */
export const useFlowEditor = (opened: Opened): FlowEditor => {
  const { t } = useTranslation();
  const { history, set, back, forth } = useHistory(opened.program);
  const { saved, live, save, publish, busy, problem } = useStored(opened);
  const [chosen, setChosen] = useState<string>();
  const program = history.present;
  const dirty = !same(program, saved.program);
  useRecoveryCopy(opened, saved.rev, { program, dirty });
  return {
    program,
    chosen,
    dirty,
    changed: !same(program, live.program),
    busy,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    problem,
    choose: setChosen,
    add: (spot, kind) => {
      const added = addStep(program, { spot, kind, taken: opened.taken });
      if (added === undefined) return;
      set(added.program);
      setChosen(added.id);
    },
    change: (id, args, arms) => {
      const change = { args, ...(arms !== undefined && { arms }) };
      set(changeStep(program, id, change), `${id}.${Object.keys(args).join()}`);
    },
    changeProgram: (change, by) => {
      set({ ...program, ...change }, by);
    },
    move: (id, by) => {
      set(moveStep(program, id, by));
    },
    remove: (id) => {
      set(removeStep(program, id));
      setChosen(undefined);
      window.shopify.toast.show(t('editor.removed'), { action: t('common.undo'), onAction: back });
    },
    undo: back,
    redo: forth,
    replace: set,
    save: () => {
      save(program);
    },
    discard: () => {
      set(saved.program);
    },
    publish: (done) => {
      publish(program, done);
    },
  };
};
