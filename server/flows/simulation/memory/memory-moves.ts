import type { FlowMove } from '../../life/flow-move.ts';
import type { FlowMovesRepository } from '../../life/flow-moves.repository.ts';

/** Operations that move people to another version. */
export const createMemoryMoves = (): FlowMovesRepository => {
  const rows = new Map<string, FlowMove>();
  return {
    insert: async (_shop, move) => void rows.set(move.id, move),
    discard: async (_shop, id) => void rows.delete(id),
    find: async (_shop, id) => rows.get(id) ?? null,
    running: async (_shop, flow) =>
      [...rows.values()].find((move) => move.flow === flow && move.state === 'running') ?? null,
    count: async (_shop, id, moved) => {
      const move = rows.get(id);
      if (move !== undefined) rows.set(id, { ...move, moved: move.moved + moved });
    },
    end: async (_shop, id, { state, stays, at }) => {
      const move = rows.get(id);
      if (move !== undefined) rows.set(id, { ...move, state, stays: [...stays], endedAt: at });
    },
  };
};
