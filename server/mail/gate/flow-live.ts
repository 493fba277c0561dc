import type { Clause } from './clause.ts';

/** How soon a paused flow is looked at again: a merchant who switches it on doesn't wait long. */
const pausedMs = 15 * 60_000;

export const flowLive: Clause = {
  key: 'flow-live',
  ask: ({ brief: { running }, shop, now }) => {
    const saw = shop.status === 'installed' ? `flow ${running}` : `shop ${shop.status}`;
    if (shop.status !== 'installed' || running === 'off')
      return { pass: false, reason: 'flow_not_live', saw };
    if (running === 'live') return { pass: true, saw };
    return { pass: false, reason: 'flow_paused', saw, until: new Date(now.getTime() + pausedMs) };
  },
};
