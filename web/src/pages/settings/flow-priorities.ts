import type { FlowProgram } from '../../api/flow-programs.ts';

type Ranked = Pick<FlowProgram, 'flow' | 'program'>;

/** First who goes first; of equal ones by name, so that the list doesn't jump. */
export const inOrder = (programs: readonly Ranked[]): readonly string[] =>
  programs
    .toSorted((a, b) => b.program.priority - a.program.priority || a.flow.title.localeCompare(b.flow.title))
    .map(({ flow }) => flow.id);

const step = 100;

/**
 * The priorities that bring flows into `order`: those that are there, handed out anew, so that a flow that keeps its place
 * keeps its number. Where two are equal there is nothing to hand out, and all are numbered by hundreds.
 */
export const prioritiesFor = (
  programs: readonly Ranked[],
  order: readonly string[],
): ReadonlyMap<string, { readonly priority: number }> => {
  const had = programs.map(({ program }) => program.priority).toSorted((a, b) => b - a);
  const given = new Set(had).size === had.length ? had : had.map((_, place) => (had.length - place) * step);
  const changes = new Map<string, { readonly priority: number }>();
  for (const { flow, program } of programs) {
    const priority = given[order.indexOf(flow.id)] ?? program.priority;
    if (priority !== program.priority) changes.set(flow.id, { priority });
  }
  return changes;
};

/** The same list with one moved to another place. */
export const moved = (order: readonly string[], id: string, place: number): readonly string[] =>
  order.filter((one) => one !== id).toSpliced(Math.max(0, place), 0, id);
