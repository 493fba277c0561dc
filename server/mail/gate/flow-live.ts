import type { Clause } from './clause.ts';

export const flowLive: Clause = {
  key: 'flow-live',
  ask: ({ brief, shop }) =>
    brief.live && shop.status === 'installed'
      ? { pass: true }
      : { pass: false, reason: 'flow_not_live', saw: brief.live ? `shop ${shop.status}` : 'flow off' },
};
