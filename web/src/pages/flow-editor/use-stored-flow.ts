import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditableFlowView, ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { isProgram } from '../../api/is-program.ts';
import { useDiscardDraft, usePublish, useSaveDraft, useTheirs } from '../../api/use-flow-editing.ts';
import type { FlowConflict, Opened } from './flow-editor.ts';

const programOf = ({ draft, current }: EditableFlowView): ProgramData | undefined => {
  if (draft !== null && isProgram(draft.program)) return draft.program;
  return isProgram(current.program) ? current.program : undefined;
};

/** Undefined while nobody else was there, and while it isn't known yet what they did. */
const useConflict = (
  flow: string,
  happened: boolean,
  adopt: (theirs: EditableFlowView) => void,
): FlowConflict | undefined => {
  const { data } = useTheirs(flow, happened);
  const theirs = data && programOf(data);
  if (!happened || data === undefined || theirs === undefined) return undefined;
  return {
    theirs,
    adopt: () => {
      adopt(data);
    },
  };
};

/** What is saved, what people enter now, and the ways from one to the other. */
export const useStoredFlow = ({ flow, editable, program: start }: Opened) => {
  const { t } = useTranslation();
  const [saved, setSaved] = useState({ program: start, rev: editable.draft?.rev ?? 0 });
  const [live, setLive] = useState({ ...editable.current, rev: flow.rev });
  const saving = useSaveDraft(flow.id);
  const discarding = useDiscardDraft(flow.id);
  const publishing = usePublish(flow.id);
  const failed = saving.error ?? publishing.error ?? discarding.error;
  const refused = failed !== null && codeOf(failed) === 'version_conflict';
  // Switching a flow on or off raises its `rev` as well, and is nobody's edit.
  const overtaken = refused || flow.version > live.version;
  const conflict = useConflict(flow.id, overtaken, (theirs) => {
    for (const mutation of [saving, publishing, discarding]) mutation.reset();
    setSaved({ program: programOf(theirs) ?? start, rev: theirs.draft?.rev ?? 0 });
    setLive({ ...theirs.current, rev: flow.rev });
  });
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
    overtaken,
    conflict,
    busy: saving.isPending || publishing.isPending,
    failure: refused ? null : failed,
  };
};
