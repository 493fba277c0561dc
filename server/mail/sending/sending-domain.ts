import type { ShopId } from '../../lib/brand.ts';
import type { AccountOwner } from '../accounts/mail-account.ts';

/** One line the merchant puts into their DNS. */
export interface DnsRecord {
  readonly host: string;
  readonly type: string;
  readonly value: string;
  readonly valid: boolean;
}

/**
 * `pending`: looked at again by itself. `verified`: mail leaves from it. `failed`: the records did not appear within a
 * week; it is looked at again when somebody asks.
 */
export type DomainState = 'pending' | 'verified' | 'failed';

/** A merchant's own domain, as far as they have proved that it is theirs. */
export interface SendingDomain {
  readonly shop: ShopId;
  /** The address mail leaves from once it is verified. */
  readonly address: string;
  /** Part of the address after the `@`. */
  readonly name: string;
  readonly providerId: string;
  /** At whose account it was proved; absent in rows from before shops had accounts: the operator's. */
  readonly account?: AccountOwner | undefined;
  readonly state: DomainState;
  readonly records: readonly DnsRecord[];
  /** What is wrong, in the provider's words or ours; nothing personal. */
  readonly problem?: string | undefined;
  readonly startedAt: Date;
  readonly checkedAt?: Date | undefined;
  /** Absent when nobody looks by themselves any more. */
  readonly nextCheckAt?: Date | undefined;
  readonly checks: number;
}

export interface DomainCheck {
  readonly valid: boolean;
  readonly records: readonly DnsRecord[];
  readonly problem?: string | undefined;
}

/** The mail provider's side of it. All throw `provider_call_failed`. */
export interface DomainProvider {
  create(name: string): Promise<{ readonly id: string; readonly records: readonly DnsRecord[] }>;
  /** Looks into DNS now; undefined when the account knows no such domain. */
  validate(id: string): Promise<DomainCheck | undefined>;
  /** Also fine when it is gone already. */
  remove(id: string): Promise<void>;
}

/** Where a shop's domain is proved: at the account its mail leaves through. */
export interface DomainHome {
  readonly owner: AccountOwner;
  readonly provider: DomainProvider;
}

export const provedAt = ({ account = 'operator' }: Pick<SendingDomain, 'account'>): AccountOwner => account;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const giveUpMs = 7 * dayMs;

/** Soon while somebody is at it, then each hour; a verified one daily, for records get lost. */
const nextLookMs = ({ state, checks }: Pick<SendingDomain, 'state' | 'checks'>): number =>
  state === 'verified' ? dayMs : Math.min(minuteMs * 2 ** Math.min(checks, 10), hourMs);

/** After one look. */
export const afterCheck = (domain: SendingDomain, check: DomainCheck, now: Date): SendingDomain => {
  const tooOld = now.getTime() - domain.startedAt.getTime() > giveUpMs;
  const wasVerified = domain.state === 'verified';
  const state: DomainState = check.valid ? 'verified' : tooOld && !wasVerified ? 'failed' : 'pending';
  // One that was verified once gets its week anew.
  const startedAt = wasVerified && !check.valid ? now : domain.startedAt;
  const checks = wasVerified === check.valid ? domain.checks + 1 : 0;
  const { records, problem } = check;
  const next = { ...domain, records, problem, state, startedAt, checks };
  return {
    ...next,
    checkedAt: now,
    nextCheckAt: state === 'failed' ? undefined : new Date(now.getTime() + nextLookMs(next)),
  };
};
