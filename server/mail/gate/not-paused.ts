import type { Clause } from './clause.ts';

/** They asked for a pause. What answers something they did is sent all the same. */
export const notPaused: Clause = {
  key: 'not-paused',
  ask: ({ kind, recipient: { choices }, now }) => {
    if (kind === 'transactional') return { pass: true, saw: kind };
    const until = choices?.pausedUntil;
    if (until === undefined || until <= now) return { pass: true };
    return { pass: false, reason: 'person_paused', until, saw: `until ${until.toISOString()}` };
  },
};
