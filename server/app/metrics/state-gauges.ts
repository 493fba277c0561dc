import type { Clock } from '../../lib/clock.ts';
import type { OperationsState, Reasoned } from '../operations/state.system.repository.ts';
import type { Meters } from './meters.ts';
import { loops } from './pulse.ts';
import type { Pulse } from './pulse.ts';

export interface StateSources {
  readonly state: OperationsState;
  readonly liveWorkers: () => Promise<readonly { readonly stalled: readonly string[] }[]>;
  readonly clock: Clock;
}

const sum = (rows: readonly Reasoned[]): number => rows.reduce((total, { count }) => total + count, 0);

/** Figures about everybody's work, read from the database when somebody asks web. */
export const addStateGauges = (meters: Meters, { state, liveWorkers, clock }: StateSources): void => {
  meters.gauge('encore_inbox_stored', async () => (await state.inbox()).count);
  meters.gauge('encore_inbox_oldest_seconds', async () => (await state.inbox()).oldestMs / 1000);
  meters.gauge('encore_inbox_quarantined', async () => sum(await state.quarantinedDeliveries()));
  meters.gauge('encore_turns_due', async () => (await state.turns(clock.now())).due);
  meters.gauge('encore_due_lag_oldest_seconds', async () => (await state.turns(clock.now())).lagMs / 1000);
  meters.gauge('encore_enrollments_quarantined', async () => sum(await state.quarantinedEnrollments()));
  meters.gauge('encore_messages_sending', async () => (await state.messages('sending')).count);
  meters.gauge('encore_messages_unknown', async () => (await state.messages('unknown')).count);
  meters.gauge('encore_workers_live', async () => (await liveWorkers()).length);
  meters.gauge(
    'encore_workers_stalled',
    async () => (await liveWorkers()).filter(({ stalled }) => stalled.length > 0).length,
  );
};

/** Of a worker's own loops. */
export const addLoopGauges = (meters: Meters, pulse: Pulse): void => {
  for (const loop of loops)
    meters.gauge('encore_loop_idle_seconds', () => pulse.idleMs(loop) / 1000, { loop });
};
