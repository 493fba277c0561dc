import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { createSuppressionRepository } from '../../shop/suppressions.repository.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { createMessages } from '../ledger/messages.repository.ts';
import { newRowOf, toAttempt } from '../send/attempt.ts';
import { applyProviderEvents } from './apply-provider-events.ts';
import type { ProviderEventDeps } from './apply-provider-events.ts';
import type { ProviderEvent } from './interpret-provider-events.ts';
import { messageEvent } from './message-event.ts';
import type { MessageEventType } from './message-event.ts';
import { createMessageEvents } from './message-events.repository.ts';

let database: TestDatabase;
let world: SendWorld;
let left: string[];
beforeAll(async () => {
  database = await testDatabase('provider events');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  left = [];
});

const depsOf = (over: Partial<ProviderEventDeps> = {}): ProviderEventDeps => ({
  events: createMessageEvents(database.connection),
  messages: createMessages(database.connection),
  suppressions: createSuppressionRepository(database.connection),
  enrollments: world.store,
  clock: createManualClock(noon),
  unsubscribe: async (_shop, address) => void left.push(address),
  ...over,
});

const tell = (id: string, type: MessageEventType, over: Partial<ProviderEvent> = {}): ProviderEvent => ({
  event: messageEvent({ shop: lumen, message: asMessageId(id), type, at: noon }),
  address: 'mara@example.com',
  ...over,
});

/** A mail whose outcome nobody knows, as after a connection that broke. */
const parked = async (contact: string): Promise<{ enrollment: Enrollment; id: string }> => {
  const enrollment = await world.enroll(contact);
  const row = newRowOf(toAttempt(world.request(enrollment)));
  await world.system.ledger.insertSending([row], 'token');
  await world.system.ledger.settle([{ id: row.id, status: 'unknown' }], 'token');
  return { enrollment, id: row.id };
};

const suppressionOf = async (address: string): Promise<string | undefined> => {
  const digest = addressDigest(lumen, address);
  const held = await createSuppressionRepository(database.connection).findMany(lumen, [digest]);
  return held.get(digest)?.reason;
};

describe('a word of the provider', () => {
  it('settles an unknown outcome, and wakes the flow that waits for it', async () => {
    const { enrollment, id } = await parked('mara');
    await world.store.wake(enrollment.id, enrollment.step, new Date('2030-01-01T00:00:00Z'));

    await applyProviderEvents(depsOf(), [tell(id, 'delivered')]);

    const [now] = await world.store.findMany([enrollment.id]);
    expect((await world.row(enrollment))?.status).toBe('accepted');
    expect(now?.dueAt).toEqual(noon);
  });

  it('settles by any of its words, for each says that the mail was taken', async () => {
    const { enrollment, id } = await parked('mara');

    await applyProviderEvents(depsOf(), [tell(id, 'opened')]);

    expect((await world.row(enrollment))?.status).toBe('accepted');
  });

  it('changes nothing about a mail that is not ours', async () => {
    await applyProviderEvents(depsOf(), [tell('somebody-else', 'delivered')]);

    expect(await createMessages(database.connection).find(lumen, asMessageId('somebody-else'))).toBeNull();
  });

  it('suppresses an address that complained or does not exist, as a digest', async () => {
    const { id } = await parked('mara');

    await applyProviderEvents(depsOf(), [
      tell(id, 'complained', { suppress: 'complaint' }),
      tell(id, 'bounced', { address: 'gone@example.com', suppress: 'hard_bounce' }),
      tell(id, 'bounced', { address: 'full@example.com' }),
    ]);

    expect(await suppressionOf('mara@example.com')).toBe('complaint');
    expect(await suppressionOf('gone@example.com')).toBe('hard_bounce');
    expect(await suppressionOf('full@example.com')).toBeUndefined();
  });

  it('turns an unsubscribe at the provider into one of ours', async () => {
    await applyProviderEvents(depsOf(), [
      tell('m1', 'unsubscribed'),
      tell('m2', 'unsubscribed', { address: undefined }),
      tell('m3', 'opened', { address: 'other@example.com' }),
    ]);

    expect(left).toEqual(['mara@example.com']);
  });

  it('is kept last, so that what failed half way comes again whole', async () => {
    const { enrollment, id } = await parked('mara');
    const batch = [tell(id, 'delivered'), tell(id, 'unsubscribed')];
    const down = async (): Promise<void> => {
      throw new EncoreError('inbox_unavailable');
    };

    await expect(applyProviderEvents(depsOf({ unsubscribe: down }), batch)).rejects.toThrow('stored');
    const between = await createMessageEvents(database.connection).ofMessage(lumen, asMessageId(id));
    await applyProviderEvents(depsOf(), batch);

    expect(between).toEqual([]);
    expect(left).toEqual(['mara@example.com']);
    expect((await world.row(enrollment))?.status).toBe('accepted');
    const kept = await createMessageEvents(database.connection).ofMessage(lumen, asMessageId(id));
    expect(kept.map(({ type }) => type).toSorted()).toEqual(['delivered', 'unsubscribed']);
  });
});
