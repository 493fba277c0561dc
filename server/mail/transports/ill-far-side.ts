import type { SendOutcome } from '../transport.ts';

/** What is to come of a mail, and how often the far side has taken it. */
export interface Expected {
  readonly kind: SendOutcome['kind'];
  readonly taken: 0 | 1;
  /** Whom it slows down, where it does. */
  readonly slows?: 'account' | 'sender';
  readonly reason?: string;
}

const gone = (over: Partial<Expected> = {}): Expected => ({ kind: 'not-sent', taken: 0, ...over });
const open = (taken: 0 | 1): Expected => ({ kind: 'unknown', taken });

/**
 * Ways in which whoever takes mail can be ill, and the one class that each outcome belongs to, whatever carries the mail:
 * only what certainly did not leave may be sent again.
 */
export const illnesses = {
  well: { kind: 'accepted', taken: 1 },
  'slow to answer': { kind: 'accepted', taken: 1 },
  'asking to wait, and until when': gone({ slows: 'account', reason: 'rate_limited' }),
  'asking to wait': gone({ slows: 'account', reason: 'rate_limited' }),
  'failing with a whole answer': gone(),
  'unavailable with a whole answer': gone(),
  'failing with half an answer': open(0),
  'silent when it is called': gone({ reason: 'timeout' }),
  'silent once it has the mail': open(0),
  'trickling its answer': open(0),
  'hanging up in the middle of the mail': open(0),
  'taking the mail and saying nothing': open(1),
  'taking the mail and hanging up': open(1),
  'taking the mail with half an answer': open(1),
  'refusing this mail': { kind: 'rejected', taken: 0 },
  'putting this mail off': gone(),
  'finding the mail too large': { kind: 'rejected', taken: 0 },
  'refusing the key': gone({ slows: 'account', reason: 'key_refused' }),
  'refusing the sender': gone({ slows: 'sender', reason: 'sender_refused' }),
} as const satisfies Record<string, Expected>;

export type IllnessName = keyof typeof illnesses;

/** Where nobody is, or somebody who speaks otherwise: not a byte of the mail may leave. */
export const addresses = ['nobody listens', 'no such name', 'no TLS'] as const;
export type AddressName = (typeof addresses)[number];

export const illnessNames = Object.keys(illnesses).filter((name): name is IllnessName => name in illnesses);
