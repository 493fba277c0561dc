import { useState } from 'react';
import type { ReactElement } from 'react';
import { dropCopy, readCopy } from '../../app/recovery.ts';
import type { RecoveryCopy } from '../../app/recovery.ts';
import { RecoveryNotice } from '../../app/recovery-notice.tsx';
import { isProgram } from '../../api/is-program.ts';
import type { FlowEditor, Opened } from './use-flow-editor.ts';

interface KeptCopyProps {
  readonly opened: Opened;
  readonly editor: FlowEditor;
}

const parse: (text: string) => unknown = JSON.parse;

const programIn = (copy: RecoveryCopy | undefined) => {
  try {
    const program = copy && parse(copy.work);
    return isProgram(program) ? program : undefined;
  } catch {
    return undefined;
  }
};

export const KeptCopy = ({ opened, editor }: KeptCopyProps): ReactElement | null => {
  const of = { kind: 'flow', shop: opened.shop, id: opened.flow.id } as const;
  const [copy, setCopy] = useState(() => readCopy(of));
  const program = programIn(copy);
  if (program === undefined || JSON.stringify(program) === JSON.stringify(opened.program)) return null;
  return (
    <RecoveryNotice
      onUse={() => {
        editor.replace(program);
        setCopy(undefined);
      }}
      onDrop={() => {
        dropCopy(of);
        setCopy(undefined);
      }}
    />
  );
};
