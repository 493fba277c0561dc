import { groundOf } from '../consent/ground-of.ts';
import type { Clause } from './clause.ts';

/** By the shop's rule for the person's country; a refusal holds whatever the rule. */
export const consentGiven: Clause = {
  key: 'consent',
  ask: (facts) => {
    const { consent } = facts.recipient;
    const ground = groundOf(facts);
    if (ground !== undefined) return { pass: true, saw: ground === 'consent' ? consent : ground };
    return consent === 'unsubscribed'
      ? { pass: false, reason: 'unsubscribed', exit: 'unsubscribed', saw: consent }
      : { pass: false, reason: 'no_consent', saw: consent };
  },
};
