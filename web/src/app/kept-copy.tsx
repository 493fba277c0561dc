import { useState } from 'react';
import type { ReactElement } from 'react';
import { dropCopy, readCopy } from './recovery.ts';
import type { CopyOf } from './recovery.ts';
import { RecoveryNotice } from './recovery-notice.tsx';

const parse: (text: string) => unknown = JSON.parse;

interface KeptCopyProps<Work> {
  readonly of: CopyOf;
  /** What was opened, as JSON: a copy that says the same isn't worth a word. */
  readonly opened: string;
  /** Undefined for what can't be edited (any more). */
  readonly read: (work: unknown) => Work | undefined;
  readonly onUse: (work: Work) => void;
}

const workIn = <Work,>(of: CopyOf, read: KeptCopyProps<Work>['read']): Work | undefined => {
  const copy = readCopy(of);
  try {
    return copy && read(parse(copy.work));
  } catch {
    return undefined;
  }
};

/** What was being edited when the page closed, offered back. */
export const KeptCopy = <Work,>({ of, opened, read, onUse }: KeptCopyProps<Work>): ReactElement | null => {
  const [work, setWork] = useState(() => workIn(of, read));
  if (work === undefined || JSON.stringify(work) === opened) return null;
  const close = (): void => {
    setWork(undefined);
  };
  return (
    <RecoveryNotice
      onUse={() => {
        onUse(work);
        close();
      }}
      onDrop={() => {
        dropCopy(of);
        close();
      }}
    />
  );
};
