import type { StoreEvent } from '../../shop/store-event.ts';
import type { LifeStores } from './life-stores.ts';
import { mailIds } from './life-stores.ts';

/** An order or a refusal on its way in: stored, answered and applied each in its own time. */
export interface Delivery {
  readonly event: StoreEvent;
  /** Writes the fact. */
  readonly write: () => void;
}

interface Stored extends Delivery {
  readonly untilMs: number;
  /** `id token` of the rows that were `sending` when it was stored. */
  readonly waitsFor: readonly string[];
  answered: boolean;
  applied: boolean;
}

/** I1 to I3 and A4 of the protocol. */
export interface LifeIntake {
  isHeld(): boolean;
  /** Whether what it forbids was promised to somebody. */
  isAnswered(): boolean;
  isApplied(): boolean;
  store(delivery: Delivery, nowMs: number): Promise<void>;
  answer(nowMs: number): Promise<void>;
  /** Resolves to what was applied, if anything waited. */
  applyNext(apply: (delivery: Delivery) => Promise<void>): Promise<Delivery | undefined>;
}

const holdMs = 3000;

export const createLifeIntake = ({ ledger }: LifeStores): LifeIntake => {
  const stored: Stored[] = [];
  const sending = async (): Promise<readonly string[]> =>
    [...(await ledger.read(mailIds)).values()]
      .filter(({ status }) => status === 'sending')
      .map(({ id, token }) => `${id} ${token ?? ''}`);

  const answer = async (nowMs: number): Promise<void> => {
    const still = await sending();
    for (const each of stored)
      each.answered ||= nowMs >= each.untilMs || !each.waitsFor.some((row) => still.includes(row));
  };

  return {
    isHeld: () => stored.some(({ applied }) => !applied),
    isAnswered: () => stored.some(({ answered }) => answered),
    isApplied: () => stored.some(({ applied }) => applied),
    store: async (delivery, nowMs) => {
      const waitsFor = await sending();
      stored.push({ ...delivery, waitsFor, untilMs: nowMs + holdMs, answered: false, applied: false });
      await answer(nowMs);
    },
    answer,
    applyNext: async (apply) => {
      const next = stored.find(({ applied }) => !applied);
      if (next === undefined) return undefined;
      await apply(next);
      // Only now: the barrier holds until the fact and its exits are written.
      next.applied = true;
      return next;
    },
  };
};
