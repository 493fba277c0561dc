import type { FlowInclusionsRepository } from '../../past/flow-inclusions.repository.ts';
import type { Inclusion } from '../../past/inclusion.ts';

/** Operations that take people in whom past orders make due. */
export const createMemoryInclusions = (): FlowInclusionsRepository => {
  const rows = new Map<string, Inclusion>();
  const change = (id: string, changes: Partial<Inclusion>): void => {
    const row = rows.get(id);
    if (row !== undefined) rows.set(id, { ...row, ...changes });
  };
  return {
    insert: async (_shop, inclusion) => void rows.set(inclusion.id, inclusion),
    discard: async (_shop, id) => void rows.delete(id),
    find: async (_shop, id) => rows.get(id) ?? null,
    running: async (_shop, flow) =>
      [...rows.values()].find((row) => row.flow === flow && row.state === 'running') ?? null,
    note: async (_shop, id, progress) => change(id, progress),
    end: async (_shop, id, { state, at }) => change(id, { state, endedAt: at }),
  };
};
