import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { allSteps, pathOf } from './edit-program.ts';

export interface StepProblems {
  /** The sentences about one step and nothing inside it. */
  of(id: string): readonly string[];
  /** Those about one of its arguments, e.g. `for`. */
  at(id: string, argument: string): string | undefined;
  /** Steps that have one, as they are read. */
  readonly steps: readonly string[];
  /** Those about the flow as a whole. */
  readonly whole: readonly string[];
}

/** The server names paths; people look for steps. */
export const problemsOf = (program: ProgramData, fields: Readonly<Record<string, string>>): StepProblems => {
  const paths = new Map(allSteps(program.steps).map(({ id }) => [id, pathOf(program, id) ?? id]));
  const entries = Object.entries(fields);
  /** The step whose path is the longest beginning of the fault's. */
  const ownerOf = (path: string): string | undefined => {
    let owner: string | undefined;
    for (const [id, own] of paths)
      if ((path === own || path.startsWith(`${own}.`)) && own.length > (paths.get(owner ?? '') ?? '').length)
        owner = id;
    return owner;
  };
  const owned = entries.map(([path, sentence]) => ({ path, sentence, owner: ownerOf(path) }));
  const of = (id: string): readonly string[] =>
    owned.filter(({ owner }) => owner === id).map(({ sentence }) => sentence);
  return {
    of,
    at: (id, argument) =>
      owned.find(({ path, owner }) => owner === id && path === `${paths.get(id) ?? ''}.args.${argument}`)
        ?.sentence,
    steps: [...paths.keys()].filter((id) => of(id).length > 0),
    whole: owned.filter(({ owner }) => owner === undefined).map(({ sentence }) => sentence),
  };
};
