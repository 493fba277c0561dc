import type { EnrollmentId, TurnId } from '../lib/brand.ts';
import type { LeaseRequest, ReturnedTurn, TurnRows } from './store-rows.ts';
import { shopOfTurn } from './turn-id.ts';

interface Turn {
  readonly id: TurnId;
  readonly dueAt?: Date | undefined;
  readonly rev: number;
  readonly leaseToken?: string | undefined;
  readonly leaseUntil?: number | undefined;
  readonly servedAt: number;
  readonly claims: number;
  readonly trying?: EnrollmentId | undefined;
}

export interface MemoryTurnsOptions {
  readonly leaseMs: number;
  /** Real milliseconds; stands where the database has `$$NOW`. */
  readonly nowMs: () => number;
}

type Turns = Map<TurnId, Turn>;

const isDue = (turn: Turn, now: Date): boolean =>
  turn.dueAt !== undefined && turn.dueAt.getTime() <= now.getTime();

const freed = { leaseToken: undefined, leaseUntil: undefined, trying: undefined, claims: 0 };

const createLeases = (
  turns: Turns,
  options: MemoryTurnsOptions,
): Pick<TurnRows, 'lease' | 'renew' | 'markTrying' | 'countDue'> => {
  const heldBy = (id: TurnId, token: string): Turn | undefined => {
    const turn = turns.get(id);
    return turn?.leaseToken === token ? turn : undefined;
  };

  const claimable = (now: Date): Turn[] =>
    turns
      .values()
      .filter((turn) => isDue(turn, now) && (turn.leaseUntil ?? 0) < options.nowMs())
      .toArray();

  const take = (turn: Turn, token: string): Turn => {
    const nowMs = options.nowMs();
    const taken = {
      ...turn,
      leaseToken: token,
      leaseUntil: nowMs + options.leaseMs,
      servedAt: nowMs,
      claims: turn.claims + 1,
    };
    turns.set(turn.id, taken);
    return taken;
  };

  return {
    countDue: async (now) => claimable(now).length,
    lease: async ({ now, share, token }: LeaseRequest) =>
      claimable(now)
        .toSorted((left, right) => left.servedAt - right.servedAt)
        .slice(0, share)
        .map((turn) => take(turn, token))
        .map(({ id, claims, trying }) => ({ id, shop: shopOfTurn(id), claims, trying })),
    renew: async (ids, token) => {
      const held = ids.flatMap((id) => heldBy(id, token) ?? []);
      for (const turn of held) turns.set(turn.id, { ...turn, leaseUntil: options.nowMs() + options.leaseMs });
      return new Set(held.map(({ id }) => id));
    },
    markTrying: async (id, token, enrollment) => {
      const turn = heldBy(id, token);
      if (turn !== undefined) turns.set(id, { ...turn, trying: enrollment });
      return turn !== undefined;
    },
  };
};

const createReturns = (turns: Turns): Pick<TurnRows, 'held' | 'release' | 'lower'> => {
  const release = ({ id, rev, next }: ReturnedTurn, token: string): void => {
    const turn = turns.get(id);
    if (turn?.leaseToken !== token) return;
    turns.set(id, turn.rev === rev ? { ...turn, ...freed, dueAt: next } : { ...turn, ...freed });
  };

  const lower = (id: TurnId, dueAt: Date): void => {
    const turn = turns.get(id) ?? { id, rev: 0, servedAt: 0, claims: 0 };
    const isLower = turn.dueAt === undefined || dueAt.getTime() < turn.dueAt.getTime();
    turns.set(id, { ...turn, dueAt: isLower ? dueAt : turn.dueAt, rev: turn.rev + 1 });
  };

  return {
    held: async (ids, token) =>
      ids.flatMap((id) => {
        const turn = turns.get(id);
        return turn?.leaseToken === token ? [{ id, rev: turn.rev }] : [];
      }),
    release: async (returned, token) => {
      for (const turn of returned) release(turn, token);
    },
    lower: async (dueAts) => {
      for (const [id, dueAt] of dueAts) lower(id, dueAt);
    },
  };
};

const createLooks = (turns: Turns): Pick<TurnRows, 'nextDueAt' | 'page'> => ({
  nextDueAt: async () => {
    const times = turns
      .values()
      .flatMap(({ dueAt }) => (dueAt === undefined ? [] : [dueAt.getTime()]))
      .toArray();
    return times.length === 0 ? undefined : new Date(times.reduce((least, time) => Math.min(least, time)));
  },
  page: async (after, limit) =>
    turns
      .values()
      .filter(({ id }) => after === undefined || id > after)
      .toArray()
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id, dueAt }) => ({ id, dueAt })),
});

export const createMemoryTurns = (options: MemoryTurnsOptions): TurnRows => {
  const turns: Turns = new Map();
  return { ...createLeases(turns, options), ...createReturns(turns), ...createLooks(turns) };
};
