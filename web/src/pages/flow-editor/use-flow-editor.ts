import { isProgram } from '../../api/is-program.ts';
import { useRecoveryCopy } from '../../app/use-recovery-copy.ts';
import { same } from '../../forms/same.ts';
import type { FlowEditor, Opened } from './flow-editor.ts';
import { useEditorActs } from './use-editor-acts.ts';
import { useStoredFlow } from './use-stored-flow.ts';

/** A flow under the merchant's hands: what it is, what it was, what is saved, and what people enter now. */
export const useFlowEditor = (opened: Opened): FlowEditor => {
  const { history, chosen, clip, untouched, acts } = useEditorActs(opened.program, opened.taken);
  const { saved, live, save, publish, ...stored } = useStoredFlow(opened);
  const program = history.present;
  const dirty = !same(program, saved.program);
  const copy = { rev: saved.rev, work: JSON.stringify(program), dirty };
  useRecoveryCopy({ kind: 'flow', shop: opened.shop, id: opened.flow.id }, copy);
  return {
    ...acts,
    ...stored,
    program,
    chosen,
    clip,
    untouched,
    live: isProgram(live.program) ? live.program : undefined,
    dirty,
    changed: !same(program, live.program),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    save: () => {
      save(program);
    },
    discard: () => {
      acts.replace(saved.program);
    },
    publish: (done) => {
      publish(program, done);
    },
  };
};
