import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs, sleep } from '../../lib/clock.ts';
import type { NewDelivery } from '../delivery.ts';
import type { GroupCommit } from './group-commit.ts';
import { createSendingLook } from './sending-look.ts';
import type { SendingRowsPort } from './sending-look.ts';

export interface IntakeDeps {
  readonly commit: GroupCommit<NewDelivery>;
  readonly sendingRows: SendingRowsPort;
  /** HOLD of the protocol: longest wait after storing. */
  readonly holdMs?: number;
  readonly pollMs?: number;
  /** Called after something new was stored that has to be applied. */
  readonly onStored?: () => void;
}

export interface Intake {
  /**
   * Resolves when the sender may be answered 200: durably stored (`held`: it was already) and, for what must stop mails,
   * nothing of that shop on its way that could not have seen it. Rejects with `inbox_unavailable` or `overloaded` otherwise.
   */
  accept(delivery: NewDelivery): Promise<'stored' | 'held'>;
  /** False while more waits to be stored than could be answered in time: refuse before reading on. */
  hasRoom(): boolean;
  /** Keeps a place for a delivery that is being read; call the answer once it is, or was refused. */
  expect(): () => void;
}

/** I1 to I3 of the protocol: the other half of the gate's barrier. */
export const createIntake = (deps: IntakeDeps): Intake => {
  const { commit, sendingRows, holdMs = 3_000, pollMs = 50, onStored } = deps;
  const look = createSendingLook(sendingRows);

  const awaitSenders = async (shop: ShopId, storedAt: number): Promise<void> => {
    const sending = await look(shop);
    while (sending.length > 0 && monotonicMs() - storedAt < holdMs) {
      await sleep(Math.min(pollMs, holdMs - (monotonicMs() - storedAt)));
      if (!(await sendingRows.anyStillSending(sending))) return;
    }
  };
  return {
    hasRoom: commit.hasRoom,
    expect: commit.expect,
    accept: async (delivery) => {
      const outcome = await commit.commit(delivery);
      const storedAt = monotonicMs();
      if (delivery.state === 'ignored') return outcome;
      if (outcome === 'stored') onStored?.();
      if (delivery.class === 'holds') await awaitSenders(delivery.shop, storedAt);
      return outcome;
    },
  };
};
