import { monotonicMs } from '../../lib/clock.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { Applier } from '../../shop/inbox/apply.ts';
import type { GroupCommit, GroupInsert } from '../../shop/inbox/group-commit.ts';
import type { Inbox } from '../../shop/inbox/inbox.system.repository.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import type { SendingRowsPort } from '../../shop/inbox/sending-look.ts';
import type { Meters } from './meters.ts';
import type { Pulse } from './pulse.ts';

const secondsSince = (startMs: number): number => (monotonicMs() - startMs) / 1000;

/** @param pulse of the worker whose loop claims; web claims nothing */
export const meterInbox = (inbox: Inbox, meters: Meters, pulse: Pulse): Inbox => ({
  ...inbox,
  claim: async (limit) => {
    pulse.mark('inbox');
    const claimed = await inbox.claim(limit);
    meters.count('encore_deliveries_claimed_total', claimed.length);
    return claimed;
  },
  markApplied: async (deliveries, redacted) => {
    pulse.mark('inbox');
    await inbox.markApplied(deliveries, redacted);
    meters.count('encore_deliveries_applied_total', deliveries.length);
  },
  fail: async (id, code) => {
    await inbox.fail(id, code);
    meters.count('encore_delivery_failures_total', 1, { code });
  },
  quarantine: async (id, code) => {
    await inbox.quarantine(id, code);
    meters.count('encore_deliveries_hopeless_total', 1, { code });
  },
  heldShops: async (shops) => {
    const held = await inbox.heldShops(shops);
    meters.count('encore_barrier_waits_total', held.size);
    return held;
  },
});

export const meterApplier = ({ applyBatch }: Applier, meters: Meters): Applier => ({
  applyBatch: async (signal) => {
    const start = monotonicMs();
    const taken = await applyBatch(signal);
    if (taken > 0) meters.observe('encore_apply_seconds', secondsSince(start));
    return taken;
  },
});

export const meterInsert =
  <Row>(insert: GroupInsert<Row>, meters: Meters): GroupInsert<Row> =>
  async (rows) => {
    const start = monotonicMs();
    const outcomes = await insert(rows);
    meters.observe('encore_group_commit_rows', rows.length);
    meters.observe('encore_group_commit_seconds', secondsSince(start));
    return outcomes;
  };

export const meterSendingRows = (port: SendingRowsPort, meters: Meters): SendingRowsPort => ({
  ...port,
  find: async (shops) => {
    const found = await port.find(shops);
    if (found.length > 0) meters.count('encore_answers_held_total');
    return found;
  },
});

/** The intake knows only the whole; what the commit took of it is noted on the way. */
export const meterIntake = (meters: Meters) => {
  const storedAt = new WeakMap<NewDelivery, number>();
  return {
    commit: (group: GroupCommit<NewDelivery>): GroupCommit<NewDelivery> => ({
      ...group,
      commit: async (delivery) => {
        const outcome = await group.commit(delivery);
        storedAt.set(delivery, monotonicMs());
        return outcome;
      },
    }),
    intake: (intake: Intake): Intake => ({
      ...intake,
      accept: async (delivery) => {
        const outcome = await intake.accept(delivery);
        const stored = storedAt.get(delivery);
        if (stored !== undefined && delivery.class === 'holds')
          meters.observe('encore_answer_wait_seconds', secondsSince(stored));
        return outcome;
      },
    }),
  };
};
