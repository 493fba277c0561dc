import type { MailAccountId, ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import type { SenderPauses } from '../accounts/sender-pauses.system.repository.ts';
import type { MailAccount } from '../accounts/mail-account.ts';
import type { Allowance } from '../transport.ts';

/** The account that a shop's mail leaves through, as this claim read it. */
export type AccountOf = (shop: ShopId) => MailAccount;

/** Whoever is slowed down: an account with every shop on it, or one shop whose address its account may not use. */
export type Slowed = MailAccountId | ShopId;

export interface Pause {
  readonly ms: number;
  /** As the outcome named it: `rate_limited`, `key_refused`, `sender_refused`. */
  readonly reason: string;
}

/**
 * A provider limits accounts, so a 429 slows every shop on its account and nobody else. What one worker is told to wait
 * for, the others learn before they run into it; what is announced is shared out between the workers that live.
 */
export interface SenderPace {
  /** Before a claim's mails: what others were told of these, and how many share what is announced. */
  look(slowed: readonly Slowed[]): Promise<void>;
  pause(slowed: Slowed, pause: Pause): void;
  /** What the provider lets this account send until its window ends; this worker takes its share of it. */
  announce(account: MailAccountId, allowance: Allowance): void;
  /** One mail takes its place; one that is not written in the end gives none back. */
  spend(account: MailAccountId): void;
  /** The longest that is still to be waited for of these; undefined when they may send. */
  waitOf(slowed: readonly Slowed[]): Pause | undefined;
}

export interface SenderPaceOptions {
  readonly nowMs?: (() => number) | undefined;
  readonly liveWorkers?: (() => Promise<number>) | undefined;
  /** Without it a pause is this process's own. */
  readonly shared?: Pick<SenderPauses, 'note' | 'running'> | undefined;
}

interface Window {
  readonly untilMs: number;
  readonly left: number;
}

const createWindows = (nowMs: () => number) => {
  const windows = new Map<Slowed, Window>();
  const open = (account: Slowed): Window | undefined => {
    const window = windows.get(account);
    if (window === undefined || window.untilMs > nowMs()) return window;
    windows.delete(account);
    return undefined;
  };
  return {
    isAnyOpen: () => windows.size > 0,
    /** What others have sent meanwhile makes the share smaller, never larger: within a window nothing is given back. */
    note: (account: Slowed, share: number, resetMs: number): void => {
      const window = open(account) ?? { untilMs: nowMs() + resetMs, left: share };
      windows.set(account, { ...window, left: Math.min(window.left, share) });
    },
    spend: (account: Slowed): void => {
      const window = open(account);
      if (window !== undefined) windows.set(account, { ...window, left: window.left - 1 });
    },
    waitOf: (account: Slowed): number => {
      const window = open(account);
      return window === undefined || window.left > 0 ? 0 : window.untilMs - nowMs();
    },
  };
};

interface Running {
  readonly untilMs: number;
  readonly reason: string;
}

/** A sub-group's answers name the same pause one after the other: what adds less than this is not told again. */
const sameMs = 500;

const createPauses = (nowMs: () => number) => {
  const running = new Map<Slowed, Running>();
  const of = (slowed: Slowed): Running | undefined => {
    const found = running.get(slowed);
    if (found === undefined || found.untilMs > nowMs()) return found;
    running.delete(slowed);
    return undefined;
  };
  return {
    of,
    /** True when it says something new. */
    note: (slowed: Slowed, { ms, reason }: Pause): boolean => {
      const untilMs = nowMs() + ms;
      const before = of(slowed);
      if (before !== undefined && before.untilMs >= untilMs) return false;
      running.set(slowed, { untilMs, reason });
      return before === undefined || untilMs - before.untilMs > sameMs;
    },
  };
};

export const createSenderPace = ({
  nowMs = monotonicMs,
  liveWorkers,
  shared,
}: SenderPaceOptions = {}): SenderPace => {
  const pauses = createPauses(nowMs);
  const windows = createWindows(nowMs);
  let workers = 1;
  const waits = (slowed: Slowed): readonly Pause[] => {
    const pause = pauses.of(slowed);
    const window = windows.waitOf(slowed);
    return [
      ...(pause === undefined ? [] : [{ ms: pause.untilMs - nowMs(), reason: pause.reason }]),
      ...(window <= 0 ? [] : [{ ms: window, reason: 'rate_limited' }]),
    ];
  };
  return {
    look: async (slowed) => {
      if (windows.isAnyOpen() && liveWorkers !== undefined) workers = Math.max(1, await liveWorkers());
      // One that can't be read costs a request that is refused, not a mail.
      const found = await shared?.running(slowed).catch(() => []);
      for (const { slowed: who, leftMs, reason } of found ?? []) pauses.note(who, { ms: leftMs, reason });
    },
    pause: (slowed, pause) => {
      if (pauses.note(slowed, pause)) shared?.note(slowed, pause).catch(() => undefined);
    },
    announce: (account, { remaining, resetMs }) =>
      windows.note(account, Math.floor(remaining / workers), resetMs),
    spend: windows.spend,
    waitOf: (slowed) => {
      const [longest] = slowed.flatMap(waits).toSorted((one, other) => other.ms - one.ms);
      return longest === undefined ? undefined : { ...longest, ms: Math.ceil(longest.ms) };
    },
  };
};
