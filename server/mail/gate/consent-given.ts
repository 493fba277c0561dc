import type { Clause } from './clause.ts';

/** Only subscribers are sent marketing; what answers something the person did needs no consent. */
export const consentGiven: Clause = {
  key: 'consent',
  ask: ({ kind, recipient: { consent } }) => {
    if (kind === 'transactional') return { pass: true, saw: kind };
    if (consent === 'subscribed') return { pass: true, saw: consent };
    return consent === 'unsubscribed'
      ? { pass: false, reason: 'unsubscribed', exit: 'unsubscribed', saw: consent }
      : { pass: false, reason: 'no_consent', saw: consent };
  },
};
