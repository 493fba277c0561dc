import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import express from 'express';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createApplier } from '../../shop/inbox/apply.ts';
import type { Applier } from '../../shop/inbox/apply.ts';
import { createGroupCommit } from '../../shop/inbox/group-commit.ts';
import { createInboxInsert, weightOf } from '../../shop/inbox/inbox-insert.repository.ts';
import { inboxRows } from '../../shop/inbox/inbox.model.ts';
import { createInbox } from '../../shop/inbox/inbox.system.repository.ts';
import { createIntake } from '../../shop/inbox/intake.ts';
import { createInterpreter } from '../../shop/interpret-delivery.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { createShopFloor } from '../../testing/fake-shopify/shop-floor.ts';
import type { ShopFloor } from '../../testing/fake-shopify/shop-floor.ts';
import { createWebhookSender, webhookHeaders } from '../../testing/fake-shopify/webhook-sender.ts';
import type { WebhookDelivery, WebhookSender } from '../../testing/fake-shopify/webhook-sender.ts';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../testing/shop/far-side.ts';
import type { FarSide } from '../../testing/shop/far-side.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { interpretShopifyWebhook } from './interpret-webhook.ts';
import { createShopifyWebhookRouter } from './webhook-router.ts';

const apiSecret = 'ingest-secret';
const clock = createManualClock(new Date('2026-11-01T10:00:00Z'));

let database: ShopDatabase;
let farSide: FarSide;
let app: Server;
let appUrl = '';
let sender: WebhookSender;
let floor: ShopFloor;
let applier: Applier;
const sent: WebhookDelivery[] = [];
const reactions: StoreEvent[] = [];

beforeAll(async () => {
  database = await shopDatabase('ingest');
  farSide = await startFarSide(database.repositories);
  await farSide.ensureInstalled(lumen, farSide.sessionToken());
  const intake = createIntake({
    commit: createGroupCommit({ insert: createInboxInsert(database.connection), weightOf }),
    sendingRows: { find: () => Promise.resolve([]), anyStillSending: () => Promise.resolve(false) },
  });
  const { isInstalled } = database.repositories.shops;
  const router = createShopifyWebhookRouter({
    secrets: [apiSecret],
    intake,
    isInstalled,
    logger: silentLogger,
  });
  app = createServer(express().use(router)).listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = app.address();
  appUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  sender = createWebhookSender({
    shop: lumen,
    apiSecret,
    appUrl,
    onQueued: (delivery) => sent.push(delivery),
  });
  floor = createShopFloor({ store: farSide.fake.store, sender, now: clock.now });
  applier = createApplier({
    inbox: createInbox(database.connection),
    interpret: createInterpreter({ shopify: interpretShopifyWebhook }),
    record: createRecordFacts(database.repositories),
    react: (_shop, events) => {
      reactions.push(...events);
      return Promise.resolve();
    },
    logger: silentLogger,
  });
});
afterAll(async () => {
  sender.close();
  app.close();
  app.closeAllConnections();
  await farSide.close();
  await database.drop();
});

const applyAll = async (): Promise<void> => {
  await sender.settled(10_000);
  while ((await applier.applyBatch()) > 0);
};

const post = (delivery: WebhookDelivery): Promise<Response> =>
  fetch(`${appUrl}/webhooks/shopify`, {
    method: 'POST',
    headers: webhookHeaders(delivery, { shop: lumen, apiSecret }),
    body: delivery.body,
  });

const snapshot = async (): Promise<unknown> => {
  const names = ['checkouts', 'orders', 'contacts', 'consents', 'products'];
  const rows = await Promise.all(
    names.map((name) =>
      database.connection.collection(name).find({ shop: lumen }).sort({ _id: 1 }).toArray(),
    ),
  );
  return Object.fromEntries(names.map((name, index) => [name, rows[index]]));
};

describe('from a signed webhook to facts and events', () => {
  it('follows somebody from the first look to the order and its parcel', async () => {
    const checkout = floor.saveCheckout({
      cartToken: 'cart-9',
      items: [{ variantId: '201', quantity: 2 }],
      email: 'Noor@lumen.example',
      firstName: 'Noor',
      lastName: 'Haddad',
      acceptsMarketing: true,
    });
    clock.advance(60_000);
    const order = floor.buy(checkout.token);
    clock.advance(86_400_000);
    floor.fulfil(order.id);
    await applyAll();

    const { contacts, checkouts, orders, consents } = database.repositories;
    const contact = await contacts.findByAddress(lumen, 'noor@lumen.example');
    const [stored] = await checkouts.findMany(lumen, [checkout.token]);
    const [placed] = await orders.findMany(lumen, [order.id]);
    const consent = await consents.find(lumen, addressDigest(lumen, 'noor@lumen.example'));
    expect(stored).toMatchObject({ contact: contact?.id, address: 'noor@lumen.example' });
    expect(stored?.recoveryUrl).toContain(checkout.token);
    expect(placed).toMatchObject({ contact: contact?.id, checkoutToken: checkout.token, test: false });
    expect(placed?.fulfilledAt).toEqual(clock.now());
    expect(consent?.state).toBe('subscribed');
    expect(reactions.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['checkout.updated', 'order.placed', 'order.fulfilled', 'consent.changed']),
    );
  });

  it('ends in the same state however often and in whatever order the same deliveries come again', async () => {
    const before = await snapshot();
    const events = await database.connection.collection('store_events').countDocuments();
    await inboxRows(database.connection).deleteMany({});
    reactions.length = 0;

    const again = [...sent.toReversed(), ...sent];
    const answers = await Promise.all(again.map(post));
    await applyAll();

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await inboxRows(database.connection).countDocuments()).toBe(sent.length);
    expect(await snapshot()).toEqual(before);
    expect(await database.connection.collection('store_events').countDocuments()).toBe(events);
  });

  it('keeps half a payload with a good signature, failed with a code, and goes on', async () => {
    const whole = sent.find(({ topic }) => topic === 'orders/create');
    const body = whole?.body.slice(0, 40) ?? '';
    const triggeredAt = clock.now().toISOString();
    const broken = { id: 'broken-1', eventId: 'e', topic: 'orders/create', triggeredAt, body };

    const answer = await post(broken);
    await applyAll();

    expect(answer.status).toBe(200);
    expect(await inboxRows(database.connection).findOne({ deliveryId: 'broken-1' })).toMatchObject({
      state: 'quarantined',
      error: 'payload_undecodable',
    });
    expect(await createInbox(database.connection).isIdle()).toBe(true);
  });

  it('takes an uninstall for the end, without forgetting how to hear of it', async () => {
    const delivery = { id: 'bye-1', eventId: 'e', topic: 'app/uninstalled', body: '{"id":1}' };
    clock.advance(60_000);

    await post({ ...delivery, triggeredAt: clock.now().toISOString() });
    await applyAll();
    const late = await post({
      ...delivery,
      id: 'bye-2',
      topic: 'carts/update',
      triggeredAt: clock.now().toISOString(),
    });

    expect(await database.repositories.shops.isInstalled(lumen)).toBe(false);
    expect(await database.repositories.tokens.find(lumen)).toBeUndefined();
    expect(late.status).toBe(200);
    expect(await inboxRows(database.connection).findOne({ deliveryId: 'bye-2' })).toMatchObject({
      state: 'ignored',
    });
  });
});
