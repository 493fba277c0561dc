import { emptyArchivedFlow } from '../life/empty-flow.ts';
import { includePast } from '../past/include-past.ts';
import { movePeople } from '../life/move-people.ts';
import type { JournalLineOf } from './journal-line.ts';
import { createMemoryInclusions } from './memory/memory-inclusions.ts';
import { createMemoryMoves } from './memory/memory-moves.ts';
import { createMemoryReads } from './memory/memory-reads.ts';
import type { ReplayWorld } from './replay-world.ts';

const move = async (
  world: ReplayWorld,
  { flow, at: startedAt, movedTo: to }: JournalLineOf<'command'>,
  signal: AbortSignal,
): Promise<void> => {
  if (to === undefined) return;
  const { shopId: shop, store, decisions, clock, plan } = world;
  const moves = createMemoryMoves();
  const id = `${flow} ${startedAt.toISOString()}`;
  await moves.insert(shop, { id, shop, flow, to, state: 'running', moved: 0, stays: [], startedAt });
  const deps = { plan, reads: createMemoryReads(world), store, moves, decisions, clock };
  await movePeople(deps, { shop, flow, move: id }, signal);
};

const include = async (
  world: ReplayWorld,
  { flow, at: startedAt, perDay }: JournalLineOf<'command'>,
  signal: AbortSignal,
): Promise<void> => {
  if (perDay === undefined) return;
  const { shopId: shop, reactor, store } = world;
  const id = `${flow} ${startedAt.toISOString()}`;
  const inclusions = createMemoryInclusions();
  const fresh = { days: {}, entered: 0, leftOut: 0 };
  await inclusions.insert(shop, { id, shop, flow, state: 'running', perDay, startedAt, ...fresh });
  await includePast({ ...reactor, store, inclusions }, { shop, flow, include: id }, signal);
};

/** What a merchant did to a flow, and what followed from it for those inside. */
export const applyCommand = async (
  world: ReplayWorld,
  line: JournalLineOf<'command'>,
  signal: AbortSignal,
): Promise<void> => {
  const { flows, store, messages, decisions, clock, shopId: shop } = world;
  flows.change(line);
  await move(world, line, signal);
  await include(world, line, signal);
  const deps = { flows, reads: createMemoryReads(world), store, messages, decisions, clock };
  if (line.status === 'archived') await emptyArchivedFlow(deps, { shop, flow: line.flow }, signal);
};
