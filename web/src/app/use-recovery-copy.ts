import { useEffect } from 'react';
import { dropCopy, keepCopy } from './recovery.ts';
import type { CopyOf } from './recovery.ts';

const copyAfterMs = 800;

interface Edited {
  /** The draft's `rev` that it was made from. */
  readonly rev: number;
  /** As JSON. */
  readonly work: string;
  readonly dirty: boolean;
}

/** Each edit also lies on this device a moment later; once it is saved the copy goes. */
export const useRecoveryCopy = ({ kind, shop, id }: CopyOf, { rev, work, dirty }: Edited): void => {
  useEffect(() => {
    const place = { kind, shop, id };
    if (!dirty) {
      dropCopy(place);
      return undefined;
    }
    const timer = setTimeout(() => {
      keepCopy(place, { rev, work });
    }, copyAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [kind, shop, id, rev, work, dirty]);
};
