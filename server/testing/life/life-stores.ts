import { createMemoryRows } from '../../engine/memory-engine-store.ts';
import type { StoreRows } from '../../engine/compose-engine-store.ts';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import { createMemoryCaps } from '../../flows/simulation/memory/memory-caps.ts';
import { createMemoryLedger } from '../../flows/simulation/memory/memory-ledger.ts';
import { asFlowId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Caps } from '../../mail/ledger/cap.repository.ts';
import type { Ledger, LedgerSweep, ScheduledRow } from '../../mail/ledger/ledger.ts';
import type { Messages } from '../../mail/ledger/messages.repository.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { ada, shopId } from '../flows/builders.ts';

export const lifeId = enrollmentIdOf({
  shop: shopId,
  flow: asFlowId('abandoned-checkout'),
  contact: ada,
  about: 'checkout-a',
  occurrence: '',
});
export const mailIds = ['checkout-1', 'checkout-2'].map((step) => messageIdOf(lifeId, step));

/** What one life is kept in: the adapters of the engine's and the ledger's ports. */
export interface LifeStores {
  readonly rows: StoreRows;
  readonly ledger: Ledger;
  readonly messages: Pick<Messages, 'cancelScheduledOf' | 'eventAccepted'>;
  readonly caps: Caps;
  readonly sweep: LedgerSweep;
  /** Lets real time pass, where the adapter's leases and ages don't go by the clock of the test. */
  pass(ms: number): Promise<void>;
}

const ended: readonly string[] = ['skipped', 'failed', 'cancelled'];

export const openMemoryStores = async (clock: Clock): Promise<LifeStores> => {
  const ledger = createMemoryLedger(clock);
  const found = () => mailIds.flatMap((id) => ledger.find(id) ?? []);
  const ageOf = (stateAt: Date): number => clock.now().getTime() - stateAt.getTime();
  const markUnknown: Ledger['markUnknown'] = async (id, token = '', olderThanMs) => {
    const row = ledger.find(id);
    if (row?.status !== 'sending' || ageOf(row.stateAt) <= olderThanMs) return false;
    return (await ledger.settle([{ id, status: 'unknown', reason: 'sender_vanished' }], token)) === 1;
  };
  return {
    rows: createMemoryRows({ nowMs: () => clock.now().getTime() }),
    ledger: { ...ledger, markUnknown },
    messages: ledger,
    caps: createMemoryCaps((id) => ended.includes(ledger.find(id)?.status ?? '')),
    sweep: {
      ageSending: async (olderThanMs) => {
        let aged = 0;
        for (const { id, token } of found()) if (await markUnknown(id, token, olderThanMs)) aged += 1;
        return aged;
      },
      scheduledAfter: async (last): Promise<readonly ScheduledRow[]> =>
        found().filter(({ status, enrollment }) => status === 'scheduled' && enrollment > last),
      unknownOlderThan: async (olderThanMs) =>
        found().filter(({ status, stateAt }) => status === 'unknown' && ageOf(stateAt) > olderThanMs),
    },
    pass: async () => {},
  };
};
