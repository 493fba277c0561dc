import { describe, expect, it } from '@jest/globals';
import { unrestOf } from './at-rest.ts';
import type { Story } from './read-ledger.ts';

const shop = 'lumen.myshopify.com';
const soon = new Date(0);
const inAnHour = new Date(Date.now() + 3_600_000);

const story = (over: {
  state?: string;
  dueAt?: Date;
  status?: string;
  reason?: string;
  delivery?: string;
}): Story => ({
  person: { address: 'mara@x.example', shop, fate: 'left', answered: ['d1'], stoppedAtMs: undefined },
  enrollments: [
    { _id: 'e1', shop, about: 'a', state: over.state ?? 'waiting', step: 's', dueAt: over.dueAt },
  ],
  messages:
    over.status === undefined
      ? []
      : [{ _id: 'm1', shop, enrollment: 'e1', step: 's', status: over.status, reason: over.reason }],
  deliveries: [{ deliveryId: 'd1', state: over.delivery ?? 'applied' }],
  decisions: [],
});

describe('a story comes to rest', () => {
  it.each([
    ['when the mail was sent and the next is far away', { status: 'accepted', dueAt: inAnHour }],
    ['when nobody knows of the mail, and the provider is waited for', { status: 'unknown', dueAt: inAnHour }],
    ['when the enrollment was closed', { state: 'exited', status: 'cancelled' }],
    ['when its flow is paused', { status: 'scheduled', reason: 'flow_paused', dueAt: inAnHour }],
  ])('%s', (_when, over) => {
    expect(unrestOf(story(over))).toBeUndefined();
  });

  it.each([
    ['while a delivery is not applied', { delivery: 'stored', status: 'accepted', dueAt: inAnHour }],
    ['while the mail is on its way', { status: 'sending', dueAt: inAnHour }],
    ['while a mail is put off that nothing puts off', { status: 'scheduled', dueAt: inAnHour }],
    ['while it is due', { status: 'accepted', dueAt: soon }],
    ['while nothing was begun', { dueAt: inAnHour }],
  ])('not %s', (_while, over) => {
    expect(unrestOf(story(over))).toBeDefined();
  });
});
