import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import { emptyArchivedFlow } from '../life/empty-flow.ts';
import { movePeople } from '../life/move-people.ts';
import type { JournalLineOf } from './journal-line.ts';
import { createMemoryMoves } from './memory/memory-moves.ts';
import type { ReplayWorld } from './replay-world.ts';

const byDue = (one: { dueAt?: Date | undefined }, other: { dueAt?: Date | undefined }): number =>
  (one.dueAt?.getTime() ?? 0) - (other.dueAt?.getTime() ?? 0);

/** Whoever entered is in the decisions; those of them who still wait. */
const createReads = ({ decisions, store }: ReplayWorld): Pick<EnrollmentReads, 'waitingIn'> => ({
  waitingIn: async function* (_shop, flow) {
    const ids = decisions
      .all()
      .flatMap((decision) => (decision.flow === flow ? (decision.enrollment ?? []) : []));
    const waiting = (await store.findMany([...new Set(ids)])).filter(({ state }) => state === 'waiting');
    if (waiting.length > 0) yield { enrollments: waiting.toSorted(byDue), unreadable: [] };
  },
});

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
  const deps = { plan, reads: createReads(world), store, moves, decisions, clock };
  await movePeople(deps, { shop, flow, move: id }, signal);
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
  const deps = { flows, reads: createReads(world), store, messages, decisions, clock };
  if (line.status === 'archived') await emptyArchivedFlow(deps, { shop, flow: line.flow }, signal);
};
