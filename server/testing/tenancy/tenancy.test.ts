import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import { asFlowId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { root } from '../architecture/source-files.ts';
import { createLifeWorld, lumen, stranger, waitingIn } from '../flows/life-world.ts';
import type { LifeWorld } from '../flows/life-world.ts';
import { buildCheckoutFact, buildOrderFact, buildProductFact, builtAt } from '../shop/build-facts.ts';
import { deliveryEntries } from './delivery-entries.ts';
import { documentsOf } from './documents-of.ts';
import { engineEntries } from './engine-entries.ts';
import type { Entry, Known } from './entry.ts';
import { exemptFiles } from './exempt-files.ts';
import { flowEntries } from './flow-entries.ts';
import { channelEntries } from './channel-entries.ts';
import { tenantEntries } from './tenant-entries.ts';
import { insightEntries } from './insight-entries.ts';
import { mailEntries } from './mail-entries.ts';
import { offerEntries } from './offer-entries.ts';
import { collected, isNothing } from './nothing.ts';
import { setAside } from './set-aside.ts';
import { shopEntries } from './shop-entries.ts';
import { templateEntries } from './template-entries.ts';
import { visitorEntries } from './visitor-entries.ts';

const entries: readonly Entry[] = [
  ...deliveryEntries,
  ...engineEntries,
  ...flowEntries,
  ...channelEntries,
  ...tenantEntries,
  ...insightEntries,
  ...mailEntries,
  ...offerEntries,
  ...shopEntries,
  ...templateEntries,
  ...visitorEntries,
];

let world: LifeWorld;
let known: Known;
/** Lumen's documents before any stranger came. */
let before: readonly string[];

const mayaWaits = async (): Promise<Known> => {
  const { data } = world;
  const facts = [
    buildCheckoutFact({ phone: '+49301234567' }),
    buildOrderFact(),
    {
      kind: 'mark' as const,
      mark: {
        person: { customerId: '9007199254740993111' },
        did: 'joined-segment' as const,
        names: ['5'],
        at: builtAt,
      },
    },
    buildProductFact({
      productType: 'Lamp',
      variants: [{ id: 'v1', title: 'Amber', price: '24.00', available: true, sku: 'sku-1' }],
    }),
  ];
  await createRecordFacts(data.shop)(lumen, facts, 'webhook');
  const contact = (await data.shop.contacts.findByAddress(lumen, 'mara@lumen.example'))?.id;
  if (contact === undefined) throw new EncoreError('not_found');
  await data.connection
    .collection<{ _id: string }>('contacts')
    .updateOne({ _id: contact }, { $set: { 'properties.birthday': '1990-03-02' } });
  const entry = waitingIn('checkout-1', 'checkout-1', { contact });
  await data.engine.store.enroll(entry);
  const enrollment = enrollmentIdOf(entry);
  const message = messageIdOf(enrollment, 'checkout-1');
  const flow = asFlowId('abandoned-checkout');
  const where = { shop: lumen, enrollment, step: 'checkout-1', flow, contact };
  const row = { ...where, id: message, flowKey: flow, attempt: 0 };
  await data.mail.system.ledger.insertSending([row], 't');
  await data.mail.system.ledger.settle([{ id: message, status: 'skipped', decidedAt: builtAt }], 't');
  await data.engine.decisions.record([
    { ...where, about: 'a', step: '', kind: 'entered', reason: 'test', at: builtAt },
  ]);
  await data.mail.outbox.put({
    messageId: message,
    shop: lumen,
    from: { name: 'Lumen', address: 'hello@lumen.example' },
    to: { address: 'mara@lumen.example' },
    subject: 'Hello',
    html: '',
    text: '',
    headers: {},
    flowKey: flow,
    step: 'checkout-1',
    sentAt: builtAt,
  });
  await setAside(data.connection, lumen, builtAt);
  return { contact, enrollment, message, flow, at: builtAt };
};

const run = async (of: Entry, name: string, shop: ShopId): Promise<unknown> => {
  const repository = of.create(world.data.connection);
  const method: unknown = Reflect.get(repository, name);
  if (typeof method !== 'function') throw new EncoreError('not_found', { message: `${of.file} ${name}` });
  return collected(Reflect.apply(method, repository, [...(of.calls.get(name)?.args(shop, known) ?? [])]));
};

const ofLumen = () => documentsOf(world.data.connection, lumen);

const callsOf = (kind: string): [string, string, Entry][] =>
  entries.flatMap((of) =>
    [...of.calls]
      .filter(([, call]) => call.kind === kind)
      .map(([name]): [string, string, Entry] => [of.file, name, of]),
  );

beforeAll(async () => {
  world = await createLifeWorld('tenancy');
  known = await mayaWaits();
  for (const [, name, of] of callsOf('fill')) await run(of, name, lumen);
  before = await ofLumen();
});
afterAll(() => world.close());

describe('the list of repositories', () => {
  const files = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .map((name) => `server/${name}`)
    .filter((name) => name.endsWith('.repository.ts') && !name.endsWith('.system.repository.ts'));

  it('holds every one there is, or the reason why it isn’t one of a shop’s', () => {
    const listed = [...entries.map(({ file }) => file), ...Object.keys(exemptFiles)];

    expect(listed.toSorted()).toEqual(files.toSorted());
  });

  it.each(entries)('$file: every method is called or exempt', ({ create, calls, exempt }) => {
    const methods = Object.keys(create(world.data.connection));

    expect([...calls.keys(), ...Object.keys(exempt)].toSorted()).toEqual(methods.toSorted());
  });
});

/** A shop of its own that exists, so that nothing is refused for want of one. */
describe('asked as another shop, with the very same ids', () => {
  const ownThings = new Set([
    'server/shop/shops.repository.ts find',
    'server/shop/shops.repository.ts isInstalled',
    'server/flows/flow.repository.ts list',
    'server/flows/flow.repository.ts find',
    'server/flows/flow-version.repository.ts findMany',
    'server/flows/flow-version.repository.ts list',
    'server/flows/life/flow-commands.repository.ts list',
  ]);

  it.each(callsOf('read'))('%s %s finds nothing, and its owner does', async (file, name, of) => {
    const theirs = await run(of, name, stranger);
    const own = await run(of, name, lumen);

    // The stranger has flows and a shop too: none of lumen's may be among them.
    if (ownThings.has(`${file} ${name}`)) expect(JSON.stringify(theirs)).not.toContain(lumen);
    else expect([theirs, isNothing(theirs)]).toEqual([theirs, true]);
    expect(isNothing(own)).toBe(false);
  });

  it.each([...callsOf('fill'), ...callsOf('change')])('%s %s changes nothing', async (_file, name, of) => {
    const answer = await run(of, name, stranger);

    expect(await ofLumen()).toEqual(before);
    expect(JSON.stringify(answer ?? null)).not.toContain(lumen);
    expect(before.length).toBeGreaterThan(20);
  });
});
