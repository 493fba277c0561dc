import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asFlowId, asShopId } from '../../../lib/brand.ts';
import type { ContactId, ShopId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { createAcceptedMessages } from '../../../mail/ledger/accepted-messages.repository.ts';
import type { Contact } from '../../../shop/contact.ts';
import { demoSchema } from '../../../testing/fake-shopify/admin-api/demo-schema.ts';
import { executeAdmin } from '../../../testing/fake-shopify/admin-api/execute-admin.ts';
import { flowRoot } from '../../../testing/fake-shopify/admin-api/flow-root.ts';
import type { FarTrigger } from '../../../testing/fake-shopify/admin-api/flow-root.ts';
import { testDatabase } from '../../../testing/mongo.ts';
import type { TestDatabase } from '../../../testing/mongo.ts';
import type { AdminClient } from '../admin-client.ts';
import { collectSent } from './collect-sent.ts';
import { createDueFirings } from './due-firings.system.repository.ts';
import { fireTriggers } from './fire-triggers.ts';
import { createFlowRows } from './flow-rows.repository.ts';
import { createReceiveTrigger } from './receive-trigger.ts';
import { emailSentTrigger, stepReachedTrigger } from './triggers.ts';
import { createWorkflows } from './workflows.ts';

const lumen = asShopId('lumen.myshopify.com');
const trigger = emailSentTrigger.handle;
let database: TestDatabase;
let received: FarTrigger[];
/** Thrown instead of answering, one a call. */
let illness: EncoreError[];
beforeAll(async () => {
  database = await testDatabase('fire triggers');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  await rows().ensureIndexes();
  received = [];
  illness = [];
});

const rows = () => createFlowRows(database.connection);
const due = () => createDueFirings(database.connection);

const admin: AdminClient = {
  request: async (_shop, { query, variables, schema }) => {
    const error = illness.shift();
    if (error !== undefined) throw error;
    const rootValue = flowRoot(received);
    const answer = await executeAdmin({ schema: demoSchema, query, variables, rootValue, bulk: false });
    expect(answer.errors).toBeUndefined();
    return schema.parse(answer.data);
  },
};
const receive = createReceiveTrigger(admin);

const person = (id: string, over: Partial<Contact> = {}): Contact => ({
  id: asContactId(id),
  shop: lumen,
  customerIds: [`70${id}`],
  createdAt: new Date(0),
  ...over,
});
let people: Contact[] = [];
const contacts = {
  findMany: async (_shop: ShopId, ids: readonly ContactId[]) =>
    new Map(people.filter(({ id }) => ids.includes(id)).map((one) => [one.id, one])),
};

/** Puts mails into the ledger as they are after they left, `agoMs` before now by the database's clock. */
const sent = async (
  messages: readonly string[],
  over: { shop?: ShopId; agoMs?: number; status?: string } = {},
) => {
  const { shop = lumen, agoMs = 0, status = 'accepted' } = over;
  const ledger = database.connection.collection<{ _id: string }>('messages');
  for (const id of messages)
    await ledger.updateOne(
      { _id: id },
      [
        {
          $set: {
            shop,
            contact: id.slice(0, 1),
            flow: 'cart',
            subject: `About ${id}`,
            status,
            stateAt: { $subtract: ['$$NOW', agoMs] },
          },
        },
      ],
      { upsert: true },
    );
};

const listen = (listening = true, minute = 0) =>
  rows().hear(lumen, { trigger, listening, at: new Date(Date.UTC(2026, 10, 1, 0, minute)) });

const collect = () =>
  collectSent({
    due: due(),
    rows: rows(),
    accepted: createAcceptedMessages(database.connection),
    flowTitles: async () => new Map([[asFlowId('cart'), 'Cart reminder']]),
  });
const fire = () => fireTriggers({ due: due(), rows: rows(), contacts, receive, logger: silentLogger });
const run = async (): Promise<void> => {
  await collect();
  await fire();
};
/** What failed waits; here it doesn't. */
const hurry = () =>
  database.connection
    .collection('flow_firings')
    .updateMany({ dueAt: { $exists: true } }, { $set: { dueAt: new Date(0) } });
const endings = async () => {
  const all = await database.connection
    .collection<{ _id: string; message: string; ended?: string }>('flow_firings')
    .find()
    .sort({ message: 1 })
    .toArray();
  return all.map(({ message, ended }) => [message, ended]);
};

beforeEach(() => {
  people = [person('a'), person('b'), person('c')].map((one, index) => ({
    ...one,
    customerIds: [`70${index}`],
  }));
});

describe('workflows that begin when an email was sent', () => {
  it('are told of each mail once, with its customer, flow and subject', async () => {
    await listen();
    await sent(['a1', 'b1']);

    await run();
    await run();

    expect(received).toHaveLength(2);
    expect(received[0]).toEqual({
      handle: 'encore-email-sent',
      payload: {
        customer_id: 700,
        'Encore flow': 'Cart reminder',
        'Email subject': 'About a1',
        'Message id': 'a1',
      },
    });
    expect(await endings()).toEqual([
      ['a1', 'fired'],
      ['b1', 'fired'],
    ]);
  });

  it('are told of nothing that was before they listened, nor while they did not', async () => {
    await sent(['a1'], { agoMs: 5000 });
    await listen();
    await run();
    await listen(false, 1);
    await sent(['b1']);
    await run();
    expect(received).toEqual([]);
  });

  it('hear of what is sent after they were switched on again', async () => {
    await listen();
    await listen(false, 1);
    await sent(['a1'], { agoMs: 5000 });
    await listen(true, 2);
    await sent(['b1']);
    await run();
    expect(received.map(({ payload }) => payload['Message id'])).toEqual(['b1']);
  });

  it('hear nothing of mails that did not leave, of other shops, or where nobody listens', async () => {
    await sent(['a1']);
    await run();
    await listen();
    await sent(['b1'], { status: 'skipped' });
    await sent(['c1'], { shop: asShopId('other.myshopify.com') });
    await run();
    expect(received).toEqual([]);
  });

  it('are told again after a failure, until Shopify has it', async () => {
    await listen();
    await sent(['a1']);
    illness = [new EncoreError('platform_unreachable'), new EncoreError('platform_throttled')];

    await run();
    expect(received).toEqual([]);
    await run();
    expect(received).toEqual([]);
    for (let round = 0; round < 2; round += 1) {
      await hurry();
      await run();
    }

    expect(received).toHaveLength(1);
    expect(await endings()).toEqual([['a1', 'fired']]);
  });

  it.each(['platform_refused', 'shop_not_installed'] as const)('are left alone after %s', async (code) => {
    await listen();
    await sent(['a1']);
    illness = [new EncoreError(code)];
    await run();
    await hurry();
    await run();
    expect(received).toEqual([]);
    expect(await endings()).toEqual([['a1', code]]);
  });

  it('are given up after sixteen tries, and the ending says why', async () => {
    await listen();
    await sent(['a1']);
    illness = Array.from({ length: 16 }, () => new EncoreError('platform_unreachable'));
    await collect();
    for (let round = 0; round < 20; round += 1) {
      await hurry();
      await fire();
    }
    expect(illness).toEqual([]);
    expect(await endings()).toEqual([['a1', 'platform_unreachable']]);
  });

  it('are not told of who is no customer, or was erased meanwhile', async () => {
    people = [person('a', { customerIds: [] }), person('b', { redactedAt: new Date() })];
    await listen();
    await sent(['a1', 'b1', 'c1']);
    await run();
    expect(received).toEqual([]);
    expect((await endings()).map(([, ended]) => ended)).toEqual(
      Array.from({ length: 3 }, () => 'not_a_customer'),
    );
  });

  it('are not told of what waited when they ceased to listen', async () => {
    await listen();
    await sent(['a1']);
    await collect();
    await listen(false, 1);
    await fire();
    expect(await endings()).toEqual([['a1', 'nobody_listens']]);
  });

  it('are told each once by two workers at a time', async () => {
    await listen();
    await sent(Array.from({ length: 30 }, (_, number) => `a${number}`));
    await Promise.all([collect(), collect()]);
    await Promise.all([fire(), fire()]);
    expect(new Set(received.map(({ payload }) => payload['Message id'])).size).toBe(30);
    expect(received).toHaveLength(30);
  });
});

describe('what Shopify tells of its workflows', () => {
  it.each([
    [[true, 1], [false, 2], false],
    [[false, 2], [true, 1], false],
    [[true, 3], [false, 2], true],
    [[false, 1], [true, 1], false],
  ] as const)('%p, then %p: %p', async (first, second, isListening) => {
    for (const [listening, minute] of [first, second]) await listen(listening, minute);
    expect(await rows().isListening(lumen, trigger)).toBe(isListening);
  });
});

describe('the step that starts a workflow', () => {
  const asked = { customerId: '700', flow: 'cart', name: 'VIP gift', request: 'r1' };

  it('fires the trigger of its own', async () => {
    expect(await createWorkflows(receive).start(lumen, asked)).toBe('done');
    expect(received).toEqual([
      {
        handle: stepReachedTrigger.handle,
        payload: { customer_id: 700, 'Step name': 'VIP gift', 'Encore flow': 'cart', 'Request id': 'r1' },
      },
    ]);
  });

  it('tells what Shopify will never do from what may pass', async () => {
    const workflows = createWorkflows(receive);
    illness = [new EncoreError('platform_refused')];
    expect(await workflows.start(lumen, asked)).toBe('refused');
    illness = [new EncoreError('platform_throttled')];
    await expect(workflows.start(lumen, asked)).rejects.toMatchObject({ code: 'platform_throttled' });
  });

  it('names a customer beyond 2^53 by their digits', async () => {
    await createWorkflows(receive).start(lumen, { ...asked, customerId: '820982911946154508' });
    expect(received[0]?.payload['customer_id']).toBe('820982911946154508');
  });

  it('does nothing in a shop of another platform', async () => {
    expect(await createWorkflows(receive).start(asShopId('woo-1'), asked)).toBe('unknown_here');
  });
});
