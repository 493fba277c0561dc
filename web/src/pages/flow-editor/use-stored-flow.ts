import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useDiscardDraft, usePublish, useSaveDraft } from '../../api/use-flow-editing.ts';
import type { Opened } from './flow-editor.ts';

/** What is saved, what people enter now, and the ways from one to the other. */
export const useStoredFlow = ({ flow, editable, program: start }: Opened) => {
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
