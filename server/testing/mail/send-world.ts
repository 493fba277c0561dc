import type { DecisionRecord } from '../../engine/decision.ts';
import type { EffectContext, EffectOutcome, EffectRequest } from '../../engine/effect.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { createMemoryEngineStore } from '../../engine/memory-engine-store.ts';
import type { FlowProgram } from '../../engine/program.ts';
import { versionKey } from '../../engine/ports.ts';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import type { ContactId, EnrollmentId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import type { JsonObject } from '../../lib/json.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createComposer } from '../../mail/compose/create-composer.ts';
import { createLiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import type { FlowBrief } from '../../mail/flow-port.ts';
import type { Recipient } from '../../mail/gate/gate-facts-port.ts';
import { createCaps } from '../../mail/ledger/cap.repository.ts';
import { createSystemMessages } from '../../mail/ledger/messages.system.repository.ts';
import { createLinks } from '../../mail/links/links.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { createSendEmailExecutor } from '../../mail/send/send-email.executor.ts';
import type { SendDeps } from '../../mail/send/send-ports.ts';
import { defaultSendSettings } from '../../mail/send/send-settings.ts';
import { builtInTemplates } from '../../mail/templates/built-in-templates.ts';
import type { SenderPace } from '../../mail/send/sender-pace.ts';
import type { OutgoingMail, SendOutcome, Transport } from '../../mail/transport.ts';
import type { Shop } from '../../shop/shop.ts';
import type { TestDatabase } from '../mongo.ts';
import { aBrief, aRecipient, aShop, lumen, noon } from './mail-builders.ts';

/** A far side that counts, and does what a test asks of it. */
export interface TransportDouble extends Transport {
  readonly written: OutgoingMail[];
  answer: (mail: OutgoingMail) => Promise<SendOutcome>;
  /** Runs between the executor's call and the last look. */
  before: (mail: OutgoingMail) => Promise<void>;
}

export const createTransportDouble = (key: Transport['key'] = 'sendgrid'): TransportDouble => {
  const written: OutgoingMail[] = [];
  const double: TransportDouble = {
    key,
    written,
    answer: () => Promise.resolve({ kind: 'accepted' }),
    before: () => Promise.resolve(),
    send: async (mail, beforeWrite) => {
      await double.before(mail);
      if (!beforeWrite()) return { kind: 'not-sent', reason: 'past_deadline' };
      written.push(mail);
      return double.answer(mail);
    },
    close: () => Promise.resolve(),
  };
  return double;
};

const mailProgram: FlowProgram = {
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 10,
  usefulFor: 'PT72H',
  steps: [
    { id: 'checkout-1', key: 'send-email', args: { template: 'checkout-1' } },
    { id: 'wait-2', key: 'wait', args: { for: 'PT30H' } },
    { id: 'checkout-2', key: 'send-email', args: { template: 'checkout-2' } },
  ],
};

export interface SendWorld {
  readonly deps: SendDeps;
  readonly store: EngineStore;
  readonly transport: TransportDouble;
  readonly decisions: DecisionRecord[];
  readonly shops: Map<ShopId, Shop>;
  readonly people: Map<ContactId, Partial<Recipient>>;
  readonly briefs: Map<EnrollmentId, Partial<FlowBrief>>;
  readonly held: Set<ShopId>;
  readonly system: ReturnType<typeof createSystemMessages>;
  enroll(
    contact: string,
    over?: { about?: string; flow?: FlowId; heldOut?: boolean; dueAt?: Date; shop?: ShopId },
  ): Promise<Enrollment>;
  request(enrollment: Enrollment): EffectRequest;
  /** One claim's worth through an executor of its own; resolves to what became of each. */
  perform(
    enrollments: readonly Enrollment[],
    over?: Partial<EffectContext> & { deps?: Partial<SendDeps>; args?: JsonObject; pace?: SenderPace },
  ): Promise<ReadonlyMap<EnrollmentId, EffectOutcome>>;
  row(
    enrollment: Enrollment,
  ): Promise<
    Awaited<ReturnType<SendDeps['ledger']['rows']['read']>> extends ReadonlyMap<MessageId, infer Row>
      ? Row | undefined
      : never
  >;
}

const anyLease: EffectContext['lease'] = { renew: (turns) => Promise.resolve(new Set(turns)) };

export const createSendWorld = (database: TestDatabase): SendWorld => {
  const store = createMemoryEngineStore();
  const system = createSystemMessages(database.connection);
  const transport = createTransportDouble();
  const decisions: DecisionRecord[] = [];
  const shops = new Map([[lumen, aShop()]]);
  const people = new Map<ContactId, Partial<Recipient>>();
  const briefs = new Map<EnrollmentId, Partial<FlowBrief>>();
  const held = new Set<ShopId>();
  const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] });
  const deps: SendDeps = {
    ledger: { rows: system.ledger, caps: createCaps(database.connection) },
    facts: {
      people: {
        shops: (ids) =>
          Promise.resolve(
            new Map(
              ids.flatMap((id) => {
                const shop = shops.get(id);
                return shop === undefined ? [] : [[id, shop] as const];
              }),
            ),
          ),
        recipients: (_shop, ids) =>
          Promise.resolve(new Map(ids.map((id) => [id, aRecipient({ contact: id, ...people.get(id) })]))),
      },
      flows: {
        brief: (_shop, requests) =>
          Promise.resolve(
            new Map(requests.map(({ enrollment }) => [enrollment.id, aBrief(briefs.get(enrollment.id))])),
          ),
      },
      inbox: { heldShops: (ids) => Promise.resolve(new Set(ids.filter((id) => held.has(id)))) },
      enrollments: store,
      programs: {
        load: (versions) => Promise.resolve(new Map(versions.map((each) => [versionKey(each), mailProgram]))),
      },
    },
    mail: {
      composer: createComposer({ templates: builtInTemplates, links, sandbox: createLiquidSandbox() }),
      transport,
    },
    settings: defaultSendSettings,
    logger: silentLogger,
  };
  const request = (enrollment: Enrollment): EffectRequest => ({
    enrollment,
    program: mailProgram,
    args: { template: 'checkout-1' },
  });
  return {
    deps,
    store,
    transport,
    decisions,
    shops,
    people,
    briefs,
    held,
    system,
    request,
    enroll: async (contact, over = {}) => {
      await database.connection
        .collection<{ _id: string; shop: string }>('contacts')
        .updateOne({ _id: contact }, { $set: { shop: over.shop ?? lumen } }, { upsert: true });
      const { enrollment } = await store.enroll({
        shop: over.shop ?? lumen,
        flow: over.flow ?? asFlowId('abandoned-checkout'),
        contact: asContactId(contact),
        about: over.about ?? `checkout of ${contact}`,
        occurrence: '',
        version: 1,
        dueAt: over.dueAt ?? noon,
        step: 'checkout-1',
        anchorAt: noon,
        plannedAt: noon,
        variables: {},
        heldOut: over.heldOut ?? false,
        enteredAt: noon,
      });
      return enrollment;
    },
    perform: async (enrollments, { deps: other, args, pace, ...over } = {}) => {
      const outcomes = new Map<EnrollmentId, EffectOutcome>();
      const executor = createSendEmailExecutor({ ...deps, ...other }, pace);
      const context = { now: noon, lease: anyLease, signal: new AbortController().signal, ...over };
      const requests = enrollments.map(request).map((each) => ({ ...each, args: args ?? each.args }));
      await executor.perform(requests, context, (settled, decided = []) => {
        decisions.push(...decided);
        for (const [id, outcome] of settled) outcomes.set(id, outcome);
        return Promise.resolve(new Set(settled.keys()));
      });
      return outcomes;
    },
    row: async (enrollment) => {
      const id = messageIdOf(enrollment.id, enrollment.step);
      return (await system.ledger.read([id])).get(id);
    },
  };
};
