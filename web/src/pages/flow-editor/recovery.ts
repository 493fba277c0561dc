/** A copy on this device of what isn't saved yet: nothing is lost on a reload or when the session ends. */
export interface RecoveryCopy {
  /** The draft's `rev` it was made from. */
  readonly rev: number;
  readonly program: string;
}

const keyOf = (shop: string, flow: string): string => `encore:flow:${shop}:${flow}`;

const parseCopy: (text: string) => Partial<RecoveryCopy> | null = JSON.parse;

export const keepCopy = (shop: string, flow: string, copy: RecoveryCopy): void => {
  try {
    localStorage.setItem(keyOf(shop, flow), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage costs the copy, not the work.
  }
};

export const dropCopy = (shop: string, flow: string): void => {
  try {
    localStorage.removeItem(keyOf(shop, flow));
  } catch {
    // As above.
  }
};

/** Undefined where there is none, or one that can't be read. */
export const readCopy = (shop: string, flow: string): RecoveryCopy | undefined => {
  try {
    const { rev, program } = parseCopy(localStorage.getItem(keyOf(shop, flow)) ?? '{}') ?? {};
    return typeof rev === 'number' && typeof program === 'string' ? { rev, program } : undefined;
  } catch {
    return undefined;
  }
};
