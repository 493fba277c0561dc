import type { LiveWorker } from '../../../engine/workers.system.repository.ts';
import type { SenderPause } from '../../../mail/accounts/sender-pauses.system.repository.ts';
import type { ShopId } from '../../../lib/brand.ts';
import type { DeliverabilityView } from '../../../mail/deliverability/deliverability.contract.ts';
import type { SenderHealth } from '../../../mail/deliverability/deliverability.ts';
import type { DatabaseFacts } from '../../operations/database-facts.system.repository.ts';
import type { OperationsState } from '../../operations/state.system.repository.ts';

export type Level = 'ok' | 'warn' | 'fail';

export interface Finding {
  readonly level: Level;
  /** One sentence on how it is. */
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string | undefined;
}

export interface ShopMails {
  readonly shop: ShopId;
  readonly mails: DeliverabilityView['mails'];
}

export interface Examination {
  readonly facts: DatabaseFacts;
  readonly state: OperationsState;
  /** With a heartbeat younger than 30 s. */
  readonly workers: () => Promise<readonly LiveWorker[]>;
  /** Who is asked to wait by a mail service: accounts, and shops whose address one may not use. */
  readonly pauses: () => Promise<readonly SenderPause[]>;
  /** How the mail of each shop with a sending domain arrives. */
  readonly deliverability: () => Promise<readonly SenderHealth[]>;
  /** How the mails of live flows arrive, of some shops. */
  readonly liveMails: () => Promise<readonly ShopMails[]>;
  /** Secrets sealed with another key than ENCRYPTION_KEY; undefined where that key is not given. */
  readonly staleSeals: () => Promise<number | undefined>;
  /** The shop's time; in production the database's. */
  readonly now: () => Date;
  /** This machine's clock. */
  readonly ownNow: () => Date;
}

export interface Check {
  readonly name: string;
  look(examination: Examination): Promise<Finding>;
}

export const ok = (says: string): Finding => ({ level: 'ok', says });
export const warn = (says: string, todo: string): Finding => ({ level: 'warn', says, todo });
export const fail = (says: string, todo: string): Finding => ({ level: 'fail', says, todo });

const minuteMs = 60_000;

/** `3 s`, `12 min`, `5 h`. */
export const spoken = (ms: number): string => {
  if (ms < minuteMs) return `${Math.round(ms / 1000)} s`;
  if (ms < 90 * minuteMs) return `${Math.round(ms / minuteMs)} min`;
  return `${Math.round(ms / (60 * minuteMs))} h`;
};

export const reasonsOf = (rows: readonly { readonly reason: string; readonly count: number }[]): string =>
  rows.map(({ reason, count }) => `${count} × ${reason}`).join(', ');
