import { enrollmentIdOf } from '../engine/enrollment-id.ts';
import type { TriggerContext } from './flow-kind.ts';
import type { ReactorDeps } from './reactor-deps.ts';
import type { RunningFlow } from './running-flows.ts';

/** What a kind may look at besides the shop's facts. */
export const contextOf = (
  { store, clock }: Pick<ReactorDeps, 'store' | 'clock'>,
  { flow, program }: RunningFlow,
): TriggerContext => ({
  flow,
  program,
  now: clock.now(),
  entered: (subjects) =>
    store.findMany(subjects.map((one) => enrollmentIdOf({ ...one, shop: flow.shop, flow: flow.id }))),
  waiting: async (contacts) =>
    (await store.findWaitingOfContacts(flow.shop, contacts)).filter((one) => one.flow === flow.id),
});
