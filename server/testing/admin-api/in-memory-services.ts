import { createTemplateService } from '../../app/services/template-service.ts';
import { createLiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import { createLinks } from '../../mail/links/links.ts';
import type { PreviewDeps } from '../../mail/preview/show-preview.ts';
import { builtInTemplates } from '../../mail/templates/built-in-templates.ts';
import { digest } from '../../lib/digest.ts';
import { someContent } from '../mail/mail-builders.ts';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { Shop } from '../../shop/shop.ts';
import { aMessage } from './a-message.ts';
import { someHome } from './some-home.ts';
import { someFigures } from './some-figures.ts';
import type { ApiServices, FlowSummary, MessageDetail } from '../../app/http/api/api-deps.ts';

/** A shop of three flows and a few messages in memory: what tests give the API where the real services would be. */
export interface Memory {
  shops: Shop[];
  flows: Map<string, FlowSummary[]>;
  messages: Map<string, MessageDetail[]>;
}

export const lumen = asShopId('lumen.myshopify.com');
export const other = asShopId('other.myshopify.com');
export const startOfTests = new Date('2026-06-01T10:00:00.000Z');

const program: FlowProgram = {
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 10,
  usefulFor: 'PT72H',
  steps: [
    { id: 'wait-first', key: 'wait', args: { for: 'PT30M', from: 'entry' } },
    { id: 'first', key: 'send-email', args: { template: 'reminder-1' } },
    { id: 'wait-second', key: 'wait', args: { for: 'PT30H', from: 'entry' } },
    { id: 'second', key: 'send-email', args: { template: 'reminder-2' } },
  ],
};

export const aFlow = (changes: Partial<FlowSummary> = {}): FlowSummary => ({
  id: 'abandoned-checkout',
  title: 'Cart reminder',
  summary: 'Reminds people of what they left at the checkout.',
  status: 'live',
  version: 1,
  rev: 3,
  program,
  waiting: 12,
  sent: 340,
  skippedBecause: [
    { reason: 'no_consent', count: 4 },
    { reason: 'already_ordered', count: 31 },
  ],
  stoppedBecause: [{ reason: 'ordered', count: 58 }],
  ...changes,
});

export const aShop = (changes: Partial<Shop> = {}): Shop => ({
  id: lumen,
  platform: 'shopify',
  status: 'installed',
  installedAt: new Date('2026-05-01T00:00:00.000Z'),
  name: 'Lumen',
  url: 'https://lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'en',
  countryCode: 'DE',
  sender: { name: 'Lumen', address: 'hello@lumen.example' },
  postalAddress: 'Lumen, Lichtweg 1, 10115 Berlin',
  theme: { color: '#303030', fontFamily: 'Inter' },
  frequencyCap: { count: 4, within: 'P1D' },
  ...changes,
});

export const createMemory = (): Memory => ({
  shops: [aShop(), aShop({ id: other, name: 'Other' })],
  flows: new Map([[lumen, [aFlow()]]]),
  messages: new Map([[lumen, [aMessage()]]]),
});

const flowServices = (memory: Memory): ApiServices['flows'] => {
  const flowsOf = (shop: ShopId): FlowSummary[] => memory.flows.get(shop) ?? [];
  const find = (shop: ShopId, id: string): FlowSummary | null =>
    flowsOf(shop).find((flow) => flow.id === id) ?? null;
  return {
    list: async (shop) => flowsOf(shop),
    find: async (shop, id) => find(shop, id),
    setStatus: async ({ shop }, { flow: id, status, rev }) => {
      const current = find(shop, id);
      if (!current) return { kind: 'not-found' };
      if (current.status === status) return { kind: 'done', flow: current };
      if (current.rev !== rev) return { kind: 'conflict', current };
      const flow = { ...current, status, rev: rev + 1 };
      memory.flows.set(
        shop,
        flowsOf(shop).map((old) => (old.id === id ? flow : old)),
      );
      return { kind: 'done', flow };
    },
  };
};

const messageServices = (memory: Memory): ApiServices['messages'] => ({
  list: async (shop, { flow, status, reason, cursor, limit }) => {
    const like = (message: MessageDetail): boolean =>
      (!flow || message.flow.id === flow) && (!status || message.status === status);
    const found = (memory.messages.get(shop) ?? []).filter(
      (one) => like(one) && (!reason || one.reason === reason),
    );
    const from = cursor === undefined ? 0 : Number(cursor);
    const next = from + limit;
    return {
      messages: found.slice(from, next),
      ...(next < found.length && { nextCursor: String(next) }),
    };
  },
  find: async (shop, id) => (memory.messages.get(shop) ?? []).find((message) => message.id === id) ?? null,
});

/** What is done to flows is tried over a real database; here no flow is anybody's. */
const nothingToDo: ApiServices['life'] = {
  create: () => Promise.reject(new EncoreError('program_invalid')),
  edit: async () => ({ kind: 'not-found' }),
  rename: async () => ({ kind: 'not-found' }),
  turn: async () => ({ kind: 'not-found' }),
  versions: async () => null,
  commands: async () => ({ commands: [] }),
  preview: async () => null,
  move: async () => ({ kind: 'not-found' }),
  findMove: async () => null,
};

/** People are tried over a real database; here there is nobody. */
const nobody: Pick<ApiServices, 'people' | 'enrollmentActs' | 'suppressions' | 'segments'> = {
  segments: {
    list: async () => ({ segments: [], platform: [] }),
    create: async () => ({ kind: 'not-found' }),
    change: async () => ({ kind: 'not-found' }),
    remove: async () => ({ kind: 'not-found' }),
  },
  people: {
    list: async () => ({ contacts: [], nextCursor: null }),
    count: async () => ({ count: 0, of: 0, exact: true }),
    export: async function* () {},
    read: async () => null,
    timeline: async () => null,
  },
  enrollmentActs: {
    stop: async () => ({ kind: 'not-found' }),
    skip: async () => ({ kind: 'not-found' }),
  },
  suppressions: { suppress: async () => false, allow: async () => false },
};

const nothingToEdit: Pick<ApiServices, 'drafts' | 'ownTemplates' | 'templateKeys'> = {
  ownTemplates: {
    list: async () => [],
    open: async () => null,
    create: () => Promise.reject(new EncoreError('shop_not_installed')),
    save: async () => ({ kind: 'not-found' }),
    discard: async () => ({ kind: 'not-found' }),
    publish: async () => ({ kind: 'not-found' }),
    rollBack: async () => ({ kind: 'not-found' }),
    remove: async () => null,
    uses: async () => [],
  },
  drafts: {
    open: async () => null,
    save: async () => ({ kind: 'not-found' }),
    discard: async () => ({ kind: 'not-found' }),
    inspect: () => Promise.reject(new EncoreError('shop_not_installed')),
  },
  templateKeys: async () => [],
};

/** What is held on people is tried over a real database; here nothing is. */
const nothingHeld: Pick<ApiServices, 'privacy' | 'accessLog' | 'changeLog'> = {
  privacy: {
    ask: async () => undefined,
    requests: async () => [],
    download: async () => undefined,
  },
  accessLog: { add: async () => {}, list: async () => [] },
  changeLog: { add: async () => {}, list: async () => [] },
};

/** What was learned is tried over a real database; here nothing was. */
const nothingLearned: Pick<ApiServices, 'timings' | 'companions' | 'past'> = {
  timings: {
    list: async () => ({ products: [], nextCursor: null, returnDays: null, intervalDays: null }),
    read: async () => null,
    change: async () => null,
  },
  companions: { read: async () => null, change: async () => null },
  past: {
    preview: async () => null,
    include: async () => ({ kind: 'not-found' }),
    find: async () => null,
  },
};

const memoryLinks = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: '1', secret: 'test' }] });

const pagesInMemory = (): PreviewDeps['pages'] => {
  const kept = new Map<string, string>();
  return {
    put: async (_shop, { html }) => {
      kept.set(digest(html), html);
      return digest(html);
    },
    find: async (_shop, id) => kept.get(id) ?? null,
  };
};

/** Offers are tried over a real database; here there are none. */
const nothingOffered: Pick<ApiServices, 'offers'> = {
  offers: {
    list: async () => [],
    find: async () => undefined,
    create: () => Promise.reject(new EncoreError('shop_not_installed')),
    change: async () => ({ kind: 'not-found' }),
    retire: async () => ({ kind: 'not-found' }),
    ledger: async () => [],
  },
};

export const inMemoryServices = (memory: Memory): ApiServices => ({
  shops: { find: async (id) => memory.shops.find((shop) => shop.id === id) ?? null },
  flows: flowServices(memory),
  life: nothingToDo,
  ...nothingToEdit,
  explain: async () => null,
  ...nobody,
  ...nothingHeld,
  ...nothingLearned,
  messages: messageServices(memory),
  figures: someFigures,
  ...someHome,
  overview: {
    read: async (shop) => ({
      flows: (memory.flows.get(shop) ?? []).map(({ id, title, status }) => ({
        id,
        title,
        status,
        waiting: 6,
        dueNextDay: 7,
        dueNextWeek: 9,
      })),
      lastVisitAt: undefined,
      week: { sent: 120, skipped: 35, waiting: 12 },
    }),
  },
  templates: createTemplateService({
    shops: { find: async (id) => memory.shops.find((shop) => shop.id === id) },
    contacts: { findMany: async () => new Map() },
    sampleOf: (kind) => (kind === 'abandoned-checkout' ? someContent() : undefined),
    sandbox: createLiquidSandbox(),
    templates: builtInTemplates,
    previews: { pages: pagesInMemory(), links: memoryLinks },
    tests: {
      senders: { of: async ({ sender }) => sender },
      domains: { find: async () => undefined },
      counts: { take: async () => 1 },
      links: memoryLinks,
      transportOf: async () => ({ send: async () => ({ kind: 'accepted' }) }),
      clock: createManualClock(startOfTests),
    },
  }),
  sentMails: { read: async () => undefined },
  ...nothingOffered,
  deliverability: async () => null,
  mailAccounts: {
    read: async () => ({
      owner: 'operator',
      canChange: false,
      keyId: null,
      savedAt: null,
      refusedAt: null,
      events: { address: 'https://encore.example/webhooks/sendgrid/lumen', verified: false },
    }),
    save: () => Promise.reject(new EncoreError('mail_accounts_unavailable')),
    remove: async () => {},
  },
  sending: {
    read: async () => null,
    start: () => Promise.reject(new EncoreError('domains_unavailable')),
    check: () => Promise.reject(new EncoreError('domains_unavailable')),
    remove: () => Promise.reject(new EncoreError('domains_unavailable')),
  },
  billing: { read: async () => null },
  settings: { read: async () => null, change: async () => ({ kind: 'not-found' }) },
  clock: createManualClock(startOfTests),
  outboxUrl: undefined,
});
