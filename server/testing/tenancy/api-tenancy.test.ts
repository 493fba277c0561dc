import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import { wirePrivacy } from '../../app/wiring/privacy.ts';
import { asFlowId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { codeOf } from '../admin-api/api-harness.ts';
import { createCompiledMails } from '../../mail/compose/kept/compiled-mails.repository.ts';
import { createMailKeeper } from '../../mail/kept/kept-mails.system.repository.ts';
import { aForm, aKeptMail } from '../mail/template-builders.ts';
import { createLifeWorld, lumen, mail, programOf, stranger, waitingIn } from '../flows/life-world.ts';
import type { LifeWorld } from '../flows/life-world.ts';
import { buildProductFact } from '../shop/build-facts.ts';
import { documentsOf } from './documents-of.ts';

const methodSchema = z.enum(['get', 'post', 'patch']);
const operationSchema = z.object({ operationId: z.string() });
const documentSchema = z.object({
  paths: z.record(z.string(), z.partialRecord(methodSchema, operationSchema)),
});

/** Bodies that are right but for whose they speak of; a write that is new fails until it has one. */
const bodies: Readonly<Record<string, object>> = {
  switchFlow: { status: 'paused', rev: 0 },
  publishFlow: { rev: 0 },
  finishFlow: { rev: 0 },
  archiveFlow: { rev: 0 },
  renameFlow: { rev: 0, title: 'Mine' },
  editFlow: { rev: 0, program: programOf([mail('a')]) },
  previewFlowMove: { to: 1 },
  moveFlow: { rev: 0, to: 1 },
  saveFlowDraft: { rev: 0, base: 1, program: programOf([mail('a')]) },
  discardFlowDraft: { rev: 0 },
  includeFlowPast: { rev: 0, perDay: 10 },
  changeProductTiming: { rev: 0, days: 9, mail: null },
  chooseCompanions: { rev: 0, pins: [], bans: [] },
  findStory: { address: 'mara@lumen.example' },
  stopEnrollment: { rev: 0 },
  skipWait: { rev: 0 },
  changeOffer: { rev: 0, title: 'Mine' },
  retireOffer: { rev: 0 },
  suppressContact: {},
  allowContact: {},
  /** Of one's own shop anybody may see the mail; of another's people nobody. */
  get previewTemplate() {
    return { key: 'checkout-1', contact: ids['contact'] ?? '' };
  },
  get sendTestMail() {
    return { key: 'checkout-1', contact: ids['contact'] ?? '', to: 'hello@lumen.example' };
  },
  saveOwnTemplate: { rev: 1, template: {} },
  discardOwnTemplate: { rev: 1 },
  publishOwnTemplate: { rev: 1 },
  rollBackOwnTemplate: { rev: 1, version: 1 },
  deleteOwnTemplate: { rev: 1 },
  exportContact: {},
  changeSegment: { rev: 1, title: 'Mine' },
  deleteSegment: { rev: 1 },
  eraseContact: {},
};

const anOffer = {
  title: 'Ten',
  terms: {
    value: { kind: 'percentage', percent: 10 },
    minimum: null,
    appliesTo: { kind: 'everything' },
  },
  validDays: 7,
  several: false,
} as const;

/** They speak of the asking shop itself, whoever else there is. */
const ofTheSessionAlone = new Set([
  'listFlows',
  'createFlow',
  'inspectFlowProgram',
  'listMessages',
  'listContacts',
  'countContacts',
  'exportContacts',
  'listSegments',
  'createSegment',
  'listDataRequests',
  'listAccesses',
  'listChanges',
  'listProductTimings',
  'readShop',
  'listTemplates',
  'listOwnTemplates',
  'createOwnTemplate',
  'listTemplateVariables',
  'checkTemplate',
  'readBilling',
  'readSettings',
  'changeSettings',
  'previewLook',
  'listOffers',
  'createOffer',
  'readOfferLedger',
  'readSending',
  'readDeliverability',
  'startDomain',
  'checkDomain',
  'removeDomain',
  'readMailAccount',
  'saveMailAccount',
  'removeMailAccount',
  'readOverview',
  'readFigures',
  'readReturning',
  'listFlowRows',
  'listPresets',
  'readAttention',
  'actOnAttention',
  'readOnboarding',
  'answerOnboarding',
  'dismissOnboarding',
  'readOpenApi',
]);

let world: LifeWorld;
let ids: Readonly<Record<string, string>> = {};

const operations = async () => {
  const answer = await world.ask('get', '/openapi.json');
  return Object.entries(documentSchema.parse(answer.body).paths).flatMap(([path, methods]) =>
    methodSchema.options.flatMap((method) => {
      const name = methods[method]?.operationId;
      return name === undefined ? [] : [{ name, method, path: path.replace('/api', '') }];
    }),
  );
};

const fill = (path: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new EncoreError('not_found', { message: `no lumen object for {${name}}` });
    return encodeURIComponent(id);
  });

const exportOf = async ({ data }: LifeWorld, requestId: string): Promise<void> => {
  const privacy = wirePrivacy({ config: { encryptionKey: Buffer.alloc(32, 7), previousKeys: [] }, data });
  const person = { address: 'mara@lumen.example' };
  await privacy.answer(lumen, {
    kind: 'data-request',
    source: 'merchant',
    person,
    requestId,
    at: new Date('2026-03-01T00:00:00Z'),
  });
};

beforeAll(async () => {
  world = await createLifeWorld('api_tenancy');
  const { data, services } = world;
  const person = { address: 'mara@lumen.example', customerId: '77' };
  const resolved = await data.shop.contacts.resolve(lumen, {
    person,
    authoritative: true,
    at: new Date('2026-03-01T00:00:00Z'),
  });
  const contact = resolved?.contact.id ?? waitingIn('x', 'x').contact;
  const flow = (await services.life.create({ shop: lumen }, { preset: 'cross-sell' })).id;
  const entry = waitingIn('checkout-1', 'a', { contact });
  await data.engine.store.enroll(entry);
  const enrollment = enrollmentIdOf(entry);
  const message = messageIdOf(enrollment, 'checkout-1');
  const where = { shop: lumen, enrollment, step: 'checkout-1', flow: asFlowId(flow), contact };
  await data.mail.system.ledger.insertSending([{ ...where, id: message, flowKey: 'x', attempt: 0 }], 't');
  await createCompiledMails(data.connection).keep(lumen, 'form', aForm);
  await createMailKeeper(data.connection).keep([aKeptMail({ shop: lumen, message, contact })]);
  const request = 'r1';
  await data.shop.dataRequests.add(lumen, {
    requestId: request,
    source: 'merchant',
    persons: [],
    at: new Date(0),
  });
  await exportOf(world, request);
  const moved = await services.life.move({ shop: lumen }, { flow, rev: 0, to: 1 });
  await services.life.turn({ shop: lumen }, { flow, rev: 1, turn: 'publish' });
  const included = await services.past.include({ shop: lumen }, { flow, rev: 2, perDay: 5 });
  await createRecordFacts(data.shop)(lumen, [buildProductFact({ id: 'lumen-lamp' })], 'webhook');
  const key = 'mail-of-lumen';
  await services.ownTemplates.create({ shop: lumen }, { key, title: 'Ours', from: 'checkout-1' });
  const offer = 'ten-of-lumen';
  await services.offers.create({ shop: lumen }, { ...anOffer, id: offer });
  const segment = 'segment-of-lumen';
  await services.segments.create(
    { shop: lumen },
    { id: segment, title: 'Ours', where: { property: 'isCustomer', is: 'equals', value: true } },
  );
  ids = {
    segment,
    offer,
    key,
    flow,
    contact,
    request,
    enrollment,
    id: message,
    product: 'lumen-lamp',
    move: moved.kind === 'started' ? moved.move.id : '',
    include: included.kind === 'started' ? included.inclusion.id : '',
  };
});
afterAll(() => world.close());

describe('the API, asked by another shop', () => {
  it('answers 404 wherever an object of the shop is named, and changes nothing', async () => {
    const before = await documentsOf(world.data.connection, lumen);
    const answers: string[] = [];

    for (const { name, method, path } of await operations()) {
      if (ofTheSessionAlone.has(name)) continue;
      const body = method === 'get' ? undefined : (bodies[name] ?? { unlisted: name });
      const answer = await world.as(stranger)(method, fill(path), body);
      answers.push(`${name} ${answer.status} ${codeOf(answer.body)}`);
    }

    expect(answers.filter((line) => !line.endsWith('404 not_found'))).toEqual([]);
    expect(answers.length).toBeGreaterThan(12);
    expect(await documentsOf(world.data.connection, lumen)).toEqual(before);
  });

  it('finds the very same objects for their owner', async () => {
    const reads = (await operations()).filter(
      ({ name, method }) => method === 'get' && !ofTheSessionAlone.has(name),
    );

    for (const { name, path } of reads) {
      const { status } = await world.ask('get', fill(path));
      expect([name, status]).toEqual([name, 200]);
    }
    expect((await world.ask('post', '/contacts/story', bodies['findStory'])).status).toBe(200);
  });

  it('names no object of another shop in what it says of the asking shop itself', async () => {
    for (const { name, method, path } of await operations()) {
      if (!ofTheSessionAlone.has(name) || method !== 'get') continue;
      const { status, text } = await world.as(stranger)('get', path);
      expect([name, status]).toEqual([name, 200]);
      for (const id of Object.values(ids)) expect(text).not.toContain(id);
    }
  });
});
