/** A copy on this device of what isn't saved yet: nothing is lost on a reload or when the session ends. */
export interface RecoveryCopy {
  /** The draft's `rev` it was made from. */
  readonly rev: number;
  /** What it was, as JSON. */
  readonly work: string;
}

/** Of whose work a copy is kept: two shops on one device never meet. */
export interface CopyOf {
  readonly kind: 'flow' | 'email' | 'settings';
  readonly shop: string;
  readonly id: string;
}

const keyOf = ({ kind, shop, id }: CopyOf): string => `encore:${kind}:${shop}:${id}`;

const parseCopy: (text: string) => Partial<RecoveryCopy> | null = JSON.parse;

export const keepCopy = (of: CopyOf, copy: RecoveryCopy): void => {
  try {
    localStorage.setItem(keyOf(of), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage costs the copy, not the work.
  }
};

export const dropCopy = (of: CopyOf): void => {
  try {
    localStorage.removeItem(keyOf(of));
  } catch {
    // As above.
  }
};

/** Undefined where there is none, or one that can't be read. */
export const readCopy = (of: CopyOf): RecoveryCopy | undefined => {
  try {
    const { rev, work } = parseCopy(localStorage.getItem(keyOf(of)) ?? '{}') ?? {};
    return typeof rev === 'number' && typeof work === 'string' ? { rev, work } : undefined;
  } catch {
    return undefined;
  }
};
