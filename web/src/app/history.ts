/** Snapshots of something immutable: going back is another reference, nothing is computed. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What the present was made by: the same again replaces it, so that typing in one field is one entry. */
  readonly by: string | undefined;
}

const deepest = 100;

export const begin = <State>(present: State): History<State> => ({
  past: [],
  present,
  future: [],
  by: undefined,
});

export const record = <State>(history: History<State>, present: State, by?: string): History<State> => {
  if (present === history.present) return history;
  const merges = by !== undefined && by === history.by;
  const past = merges ? history.past : [...history.past, history.present].slice(-deepest);
  return { past, present, future: [], by };
};

export const undo = <State>(history: History<State>): History<State> => {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: before, future, by: undefined };
};

export const redo = <State>(history: History<State>): History<State> => {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, by: undefined };
};
