import type { Clause } from './clause.ts';

/** Only subscribers are mailed. */
export const consentGiven: Clause = {
  key: 'consent',
  ask: ({ recipient: { consent } }) => {
    if (consent === 'subscribed') return { pass: true, saw: consent };
    return consent === 'unsubscribed'
      ? { pass: false, reason: 'unsubscribed', exit: 'unsubscribed', saw: consent }
      : { pass: false, reason: 'no_consent', saw: consent };
  },
};
