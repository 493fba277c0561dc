import { describe, expect, it } from '@jest/globals';
import { asFlowId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import type { MailAccountView } from '../../mail/accounts/mail-account.contract.ts';
import type { SendingView } from '../../mail/sending/sending.contract.ts';
import type { OffersView } from '../../mail/offers/offer.contract.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { noMail } from '../figures/rollup.ts';
import type { FlowFigures } from '../figures/read-figures.ts';
import { flowItems, mailItems, offerItems, readAttention } from './read-attention.ts';
import type { AttentionDeps } from './read-attention.ts';
import { isUnlike, silenceOf } from './silence.ts';

const cart = { id: asFlowId('cart'), title: 'Cart reminder', status: 'live' } as const;

const sending = (over: Partial<SendingView> = {}): SendingView => ({
  from: { name: 'Lumen', address: 'lumen@shared.example' },
  replyTo: null,
  dailyLimit: null,
  usedToday: 0,
  domain: null,
  canAuthenticate: false,
  ...over,
});
const domain = (state: 'pending' | 'verified' | 'failed'): SendingView['domain'] => ({
  address: 'hello@lumen.example',
  name: 'lumen.example',
  state,
  records: [],
  problem: null,
  checkedAt: null,
  nextCheckAt: null,
});
const account = { refusedAt: null } as const;

describe('mail that can’t leave as it should', () => {
  it.each([
    ['nothing, where all is well', sending(), account, []],
    [
      'a domain nobody began to prove',
      sending({ canAuthenticate: true }),
      account,
      [{ kind: 'sender-unproved', from: 'lumen@shared.example', domain: null }],
    ],
    [
      'a domain that could not be proved',
      sending({ canAuthenticate: true, domain: domain('failed') }),
      account,
      [
        {
          kind: 'sender-unproved',
          from: 'lumen@shared.example',
          domain: { name: 'lumen.example', failed: true },
        },
      ],
    ],
    [
      'nothing, with a proved one',
      sending({ canAuthenticate: true, domain: domain('verified') }),
      account,
      [],
    ],
    ['nothing, where none can be proved', sending({ domain: domain('failed') }), account, []],
    [
      'the limit of the day',
      sending({ dailyLimit: 50, usedToday: 50 }),
      account,
      [{ kind: 'daily-limit', limit: 50 }],
    ],
    ['nothing below it', sending({ dailyLimit: 50, usedToday: 49 }), account, []],
    [
      'a key that is refused',
      null,
      { refusedAt: '2026-11-22T12:00:00.000Z' },
      [{ kind: 'mail-refused', since: '2026-11-22T12:00:00.000Z' }],
    ],
  ])('is %s', (...[, how, key, items]) => {
    expect(mailItems(aShop(), how, key)).toEqual(items);
  });

  it('lacks an address to name', () => {
    expect(mailItems(aShop({ postalAddress: ' ' }), null, account)).toEqual([{ kind: 'no-postal-address' }]);
  });
});

const figures = (over: Partial<FlowFigures> = {}): FlowFigures => ({
  ...noMail,
  flow: cart.id,
  orders: 0,
  revenue: '0.00',
  sentByDay: [],
  ...over,
});

const stopped = [...Array.from({ length: 26 }, () => 12), 0, 0, 0, 0];

describe('flows', () => {
  it('that usually send and don’t are named', () => {
    expect(flowItems([cart], [figures({ sentByDay: stopped })])).toEqual([
      { kind: 'flow-quiet', flow: 'cart', title: 'Cart reminder', days: 3, usually: 12 },
    ]);
  });

  it('that people leave are named with how many', () => {
    expect(flowItems([cart], [figures({ sent: 200, unsubscribed: 4 })])).toEqual([
      { kind: 'flow-warning', flow: 'cart', title: 'Cart reminder', warning: 'unsubscribes', share: 0.02 },
    ]);
  });

  it('that are off, or not there any more, are nobody’s concern', () => {
    const quiet = figures({ sentByDay: stopped });

    expect(flowItems([{ ...cart, status: 'paused' }], [quiet])).toEqual([]);
    expect(flowItems([], [quiet])).toEqual([]);
  });
});

type Offer = OffersView['offers'][number];
const offer = (over: Partial<Offer> = {}): Offer => ({
  id: 'ten',
  title: 'Ten',
  terms: { value: { kind: 'percentage', percent: 10 }, minimum: null, appliesTo: { kind: 'everything' } },
  currency: 'EUR',
  validDays: 7,
  several: false,
  status: 'active',
  rev: 0,
  createdAt: noon.toISOString(),
  updatedAt: noon.toISOString(),
  discount: { state: 'ready', endsAt: null, problem: null },
  pool: { free: 200, making: 0 },
  flows: [],
  ...over,
});
const dry = { pool: { free: 9, making: 0 } };

describe('offers', () => {
  it.each([
    ['with codes enough', {}, []],
    ['that run dry', dry, [{ kind: 'offer-dry', offer: 'ten', title: 'Ten', free: 9 }]],
    ['that are retired', { ...dry, status: 'retired' as const }, []],
    ['that nothing was made of yet', { ...dry, discount: null }, []],
    [
      'that are being made',
      { ...dry, discount: { state: 'making' as const, endsAt: null, problem: null } },
      [],
    ],
    [
      'that the platform refuses',
      { discount: { state: 'refused' as const, endsAt: null, problem: null } },
      [{ kind: 'offer-refused', offer: 'ten', title: 'Ten' }],
    ],
  ])('%s', (_name, over, items) => {
    expect(offerItems('shopify', [offer(over)])).toEqual(items);
  });

  it('need no pool where each code is made when it is asked for', () => {
    expect(offerItems('woocommerce', [offer(dry)])).toEqual([]);
  });
});

describe('silence', () => {
  const hours = (count: number): Date => new Date(noon.getTime() - count * 3_600_000);
  const rows = (last: Date | undefined, before: readonly number[]) => {
    const asked: { from: Date; to: Date }[] = [];
    return {
      asked,
      lastWebhook: async () => last,
      webhooks: async (_shop: typeof lumen, span: { from: Date; to: Date }) => {
        asked.push(span);
        return before[asked.length - 1] ?? 0;
      },
    };
  };
  const busy = [12, 11, 14, 9, 12, 8, 10];

  it.each([
    [[6, 6, 6, 6, 6, 6, 6], true],
    [[6, 6, 6, 6, 6, 6, 5], false],
    [[60, 60, 60, 60, 60, 60, 0], false],
    [[], false],
  ])('after days of %j is unlike the shop: %s', (before, unlike) => {
    expect(isUnlike(before)).toBe(unlike);
  });

  it('is told with its hours and what is usual then', async () => {
    expect(await silenceOf(rows(hours(5), busy), lumen, noon)).toEqual({ hours: 5, usually: 11 });
  });

  it.each([
    ['of two hours', hours(2), busy],
    ['of a shop nobody heard yet', undefined, busy],
    ['that is like this night every week', hours(8), [9, 9, 9, 0, 9, 9, 9]],
  ])('%s says nothing', async (_name, last, before) => {
    expect(await silenceOf(rows(last, before), lumen, noon)).toBeUndefined();
  });

  it('is compared with the same hours of seven days, a day’s worth at most', async () => {
    const long = rows(hours(40), busy);
    await silenceOf(long, lumen, noon);
    const short = rows(hours(4), busy);
    await silenceOf(short, lumen, noon);

    const spans = [...long.asked, ...short.asked].map(({ from, to }) => to.getTime() - from.getTime());
    expect(new Set(spans.slice(0, 7))).toEqual(new Set([86_400_000]));
    expect(short.asked[0]).toEqual({ from: hours(28), to: hours(24) });
    expect(short.asked).toHaveLength(7);
  });
});

describe('everything that wants an act', () => {
  const deps = (over: Partial<AttentionDeps> = {}): AttentionDeps => ({
    shops: { find: async () => aShop() },
    sending: { read: async () => sending() },
    accounts: {
      read: async (): Promise<MailAccountView> => ({
        owner: 'operator',
        canChange: false,
        keyId: null,
        savedAt: null,
        refusedAt: null,
        events: { address: 'https://encore.example/webhooks/sendgrid', verified: false },
      }),
    },
    offers: { list: async () => [] },
    flows: { list: async () => [cart] },
    figures: async () => [],
    stuck: {
      enrollments: async () => 0,
      deliveries: async () => 0,
      lastWebhook: async () => undefined,
      lastVisit: async () => undefined,
      webhooks: async () => 0,
    },
    clock: createManualClock(noon),
    ...over,
  });

  it('is nothing where all is well', async () => {
    expect(await readAttention(deps(), lumen)).toEqual([]);
  });

  it('is nothing of a shop that isn’t there', async () => {
    expect(await readAttention(deps({ shops: { find: async () => undefined } }), lumen)).toEqual([]);
  });

  it('names the most pressing first', async () => {
    const stuck = { ...deps().stuck, enrollments: async () => 4, deliveries: async () => 2 };
    const offers = { list: async () => [offer(dry)] };
    const read = { read: async () => sending({ canAuthenticate: true }) };

    const items = await readAttention(deps({ stuck, offers, sending: read }), lumen);

    expect(items.map(({ kind }) => kind)).toEqual([
      'sender-unproved',
      'deliveries-stuck',
      'enrollments-stuck',
      'offer-dry',
    ]);
  });

  it('asks for figures of live flows alone', async () => {
    const asked: unknown[] = [];
    const flows = { list: async () => [cart, { ...cart, id: asFlowId('off'), status: 'paused' as const }] };

    await readAttention(deps({ flows, figures: async (_shop, ids) => (asked.push(...ids), []) }), lumen);

    expect(asked).toEqual(['cart']);
  });
});
