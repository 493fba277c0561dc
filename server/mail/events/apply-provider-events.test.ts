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
beforeAll(async () => {
  database = await testDatabase('provider events');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
});

const depsOf = (over: Partial<ProviderEventDeps> = {}): ProviderEventDeps => ({
  events: createMessageEvents(database.connection),
  messages: createMessages(database.connection),
  suppressions: createSuppressionRepository(database.connection),
  enrollments: world.store,
  clock: createManualClock(noon),
  ...over,
});

interface Over extends Partial<ProviderEvent> {
  readonly detail?: string;
  readonly at?: Date;
}
const tell = (id: string, type: MessageEventType, over: Over = {}): ProviderEvent => {
  const { detail, at = noon, address = 'mara@example.com', ...rest } = over;
  const person = addressDigest(lumen, address);
  return {
    event: messageEvent({ shop: lumen, message: asMessageId(id), type, at, detail, person }),
    address,
    ...rest,
  };
};

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

  it('is kept last, so that what failed half way comes again whole', async () => {
    const { enrollment, id } = await parked('mara');
    const batch = [tell(id, 'delivered'), tell(id, 'opened')];
    const down = async (): Promise<null> => {
      throw new EncoreError('inbox_unavailable');
    };

    const failing = applyProviderEvents(depsOf({ messages: { eventAccepted: down } }), batch);
    await expect(failing).rejects.toThrow('stored');
    const between = await createMessageEvents(database.connection).ofMessage(lumen, asMessageId(id));
    await applyProviderEvents(depsOf(), batch);
    await applyProviderEvents(depsOf(), batch);

    expect(between).toEqual([]);
    expect((await world.row(enrollment))?.status).toBe('accepted');
    const kept = await createMessageEvents(database.connection).ofMessage(lumen, asMessageId(id));
    expect(kept.map(({ type }) => type).toSorted()).toEqual(['delivered', 'opened']);
  });
});

describe('an address that bounces softly', () => {
  const days = (count: number): Date => new Date(noon.getTime() + count * 86_400_000);
  const soft = (id: string, day: number) => tell(id, 'bounced', { detail: 'soft', at: days(day) });

  it('is given up after three mails in a month', async () => {
    await applyProviderEvents(depsOf(), [soft('m1', 0), soft('m2', 3)]);
    const before = await suppressionOf('mara@example.com');
    await applyProviderEvents(depsOf(), [soft('m3', 6)]);

    expect(before).toBeUndefined();
    expect(await suppressionOf('mara@example.com')).toBe('soft_bounces');
  });

  it('is not given up for one mail that is told of again and again', async () => {
    for (const day of [0, 1, 2, 3]) await applyProviderEvents(depsOf(), [soft('m1', day)]);

    expect(await suppressionOf('mara@example.com')).toBeUndefined();
  });

  it('starts anew with a mail that arrives', async () => {
    await applyProviderEvents(depsOf(), [soft('m1', 0), soft('m2', 1)]);
    await applyProviderEvents(depsOf(), [tell('m3', 'delivered', { at: days(2) }), soft('m4', 3)]);

    expect(await suppressionOf('mara@example.com')).toBeUndefined();
  });

  it('is judged by when it happened, not by when it was told', async () => {
    await applyProviderEvents(depsOf(), [tell('m9', 'delivered', { at: days(5) })]);
    await applyProviderEvents(depsOf(), [soft('m3', 3), soft('m1', 1), soft('m2', 2)]);

    expect(await suppressionOf('mara@example.com')).toBeUndefined();
  });

  it('is forgiven what is longer ago than a month', async () => {
    await applyProviderEvents(depsOf(), [soft('m1', 0), soft('m2', 1)]);
    await applyProviderEvents(depsOf(), [soft('m3', 40)]);

    expect(await suppressionOf('mara@example.com')).toBeUndefined();
  });
});
