import { useState } from 'react';
import { codeOf } from '../api/api-error.ts';
import { same } from './same.ts';

/** What the server holds, and the `rev` that a change of it must name. */
export interface Stored<Values> {
  readonly values: Values;
  readonly rev: number;
}

interface FormDeps<Values> {
  /** As it was when the form opened. */
  readonly stored: Stored<Values>;
  /** Whether what is there can be saved. */
  readonly valid: (values: Values) => boolean;
  save(values: Values, rev: number): Promise<Stored<Values>>;
  reload(): Promise<Stored<Values>>;
  readonly onSaved: () => void;
}

export interface Form<Values> {
  readonly values: Values;
  readonly dirty: boolean;
  readonly busy: boolean;
  /** Whether somebody tried to save, or left a field: only then is said what is wrong. */
  readonly tried: boolean;
  /** Code of what went wrong with the last save; stays until the next one. */
  readonly problem: string | undefined;
  /** What somebody else made of it meanwhile. */
  readonly theirs: Values | undefined;
  change(part: Partial<Values>): void;
  touch(): void;
  save(): void;
  discard(): void;
  keepMine(): void;
  takeTheirs(): void;
}

interface Trouble<Values> {
  readonly code?: string;
  readonly theirs?: Stored<Values>;
}

/** Saves; where others changed something else meanwhile, once more on top of theirs. Answers what is stored, or the trouble. */
const store = async <Values>(
  deps: FormDeps<Values>,
  values: Values,
  base: Stored<Values>,
): Promise<Stored<Values> | Trouble<Values>> => {
  try {
    return await deps.save(values, base.rev);
  } catch (error) {
    if (codeOf(error) !== 'version_conflict') return { code: codeOf(error) };
  }
  try {
    const now = await deps.reload();
    if (now.rev === base.rev || !same(now.values, base.values)) return { theirs: now };
    return await deps.save(values, now.rev);
  } catch (error) {
    return { code: codeOf(error) };
  }
};

/** One form with the save bar: what is typed, what is stored, and what others made of it. */
export const useForm = <Values extends object>(deps: FormDeps<Values>): Form<Values> => {
  const [base, setBase] = useState(deps.stored);
  const [values, setValues] = useState(deps.stored.values);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<Trouble<Values>>({});
  const settle = (now: Stored<Values>): void => {
    setBase(now);
    setValues(now.values);
    setTried(false);
    setTrouble({});
  };
  const saveOn = async (from: Stored<Values>): Promise<void> => {
    setTried(true);
    if (busy || !deps.valid(values)) return;
    setBusy(true);
    const outcome = await store(deps, values, from);
    setBusy(false);
    if (!('rev' in outcome)) {
      setTrouble(outcome);
      return;
    }
    settle(outcome);
    deps.onSaved();
  };
  return {
    values,
    dirty: !same(values, base.values),
    busy,
    tried,
    problem: trouble.code,
    theirs: trouble.theirs?.values,
    change: (part) => {
      setValues((before) => ({ ...before, ...part }));
    },
    touch: () => {
      setTried(true);
    },
    save: () => void saveOn(base),
    discard: () => {
      settle(trouble.theirs ?? base);
    },
    keepMine: () => void saveOn(trouble.theirs ?? base),
    takeTheirs: () => {
      settle(trouble.theirs ?? base);
    },
  };
};
