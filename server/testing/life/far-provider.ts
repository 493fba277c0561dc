import type { MessageId } from '../../lib/brand.ts';
import type { SendOutcome } from '../../mail/transport.ts';

/** What the far side does with a request. Silent ones took the mail, or never got it: nobody here is told. */
export type Answer = 'accepted' | 'rejected' | 'slow-down' | 'broken' | 'silent-taken' | 'silent-lost';

const outcomes: Record<Answer, SendOutcome> = {
  accepted: { kind: 'accepted' },
  rejected: { kind: 'rejected', reason: 'rejected' },
  'slow-down': { kind: 'not-sent', reason: 'rate_limited', retryAfterMs: 2000 },
  broken: { kind: 'not-sent', reason: 'provider_error' },
  'silent-taken': { kind: 'unknown', reason: 'timeout' },
  'silent-lost': { kind: 'unknown', reason: 'timeout' },
};

/** The oracle: what it took, and what was asked of it that never should have been. */
export interface FarProvider {
  readonly taken: Map<MessageId, number>;
  readonly requests: { readonly id: MessageId; readonly forbidden: boolean }[];
  /** Mails whose end nobody can know: their sender died, or heard nothing. */
  readonly doubtful: Set<MessageId>;
  receive(id: MessageId, answer: Answer): SendOutcome;
}

export const createFarProvider = (isForbidden: () => boolean): FarProvider => {
  const taken = new Map<MessageId, number>();
  const requests: FarProvider['requests'] = [];
  const doubtful = new Set<MessageId>();
  return {
    taken,
    requests,
    doubtful,
    receive: (id, answer) => {
      requests.push({ id, forbidden: isForbidden() });
      if (answer === 'accepted' || answer === 'silent-taken') taken.set(id, (taken.get(id) ?? 0) + 1);
      if (outcomes[answer].kind === 'unknown') doubtful.add(id);
      return outcomes[answer];
    },
  };
};
