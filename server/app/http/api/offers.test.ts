import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { offerLedgerSchema, offerSchema, offersSchema } from '../../../mail/offers/offer.contract.ts';
import { codeOf, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import { createLifeWorld, stranger } from '../../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../../testing/flows/life-world.ts';

const ten = {
  id: 'ten',
  title: 'Ten off',
  terms: {
    value: { kind: 'percentage', percent: 10 },
    minimum: null,
    appliesTo: { kind: 'everything' },
  },
  validDays: 7,
};
const fifteen = { ...ten.terms, value: { kind: 'percentage', percent: 15 } };

let world: LifeWorld;
beforeAll(async () => {
  world = await createLifeWorld('api_offers');
});
afterAll(() => world.close());

const read = async (id: string) =>
  offersSchema.parse((await world.ask('get', '/offers')).body).offers.find((offer) => offer.id === id);

describe('offers over the API', () => {
  it('are made under the id one gives them; the same again is the same offer', async () => {
    const first = await world.ask('post', '/offers', ten);
    const again = await world.ask('post', '/offers', ten);

    expect(offerSchema.parse(first.body)).toMatchObject({
      ...ten,
      several: false,
      status: 'active',
      rev: 0,
      discount: { state: 'making', endsAt: null, problem: null },
      pool: { free: 0, making: 0 },
      flows: [],
    });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await read('ten')).toEqual(first.body);
  });

  it('of one id are one: another under it is a conflict', async () => {
    const other = await world.ask('post', '/offers', { ...ten, title: 'Something else' });

    expect([other.status, codeOf(other.body)]).toEqual([409, 'version_conflict']);
  });

  it('change for whoever has seen what is there, and only once', async () => {
    const changed = await world.ask('patch', '/offers/ten', { rev: 0, terms: fifteen });
    const again = await world.ask('patch', '/offers/ten', { rev: 0, terms: fifteen });
    const late = await world.ask('patch', '/offers/ten', { rev: 0, title: 'Too late' });

    expect(offerSchema.parse(changed.body)).toMatchObject({ rev: 1, terms: fifteen });
    expect(again.body).toEqual(changed.body);
    expect([late.status, codeOf(late.body)]).toEqual([409, 'version_conflict']);
    expect(fieldsOf(late.body)).toEqual({
      'yours.rev': '0',
      'current.rev': '1',
      'current.status': 'active',
    });
  });

  it('of two that change it at once one is told', async () => {
    const answers = await Promise.all(
      ['One', 'Two'].map((title) => world.ask('patch', '/offers/ten', { rev: 1, title })),
    );

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('are retired for good', async () => {
    const rev = (await read('ten'))?.rev;
    const retired = await world.ask('post', '/offers/ten/retire', { rev });
    const again = await world.ask('post', '/offers/ten/retire', { rev: 0 });
    const changed = await world.ask('patch', '/offers/ten', { rev: (rev ?? 0) + 1, title: 'Back' });

    expect(offerSchema.parse(retired.body).status).toBe('retired');
    expect(again.status).toBe(200);
    expect([changed.status, codeOf(changed.body)]).toEqual([409, 'offer_state_invalid']);
  });

  it('that are not there are not found', async () => {
    const changed = await world.ask('patch', '/offers/none', { rev: 0, title: 'x' });
    const retired = await world.ask('post', '/offers/none/retire', { rev: 0 });

    expect([changed.status, retired.status]).toEqual([404, 404]);
  });

  it('have a ledger, empty at first', async () => {
    expect(offerLedgerSchema.parse((await world.ask('get', '/offers/ledger')).body)).toEqual({ lines: [] });
  });

  it.each([
    ['/offers', { ...ten, id: '../x' }, 'body.id'],
    ['/offers', { ...ten, id: { $gt: '' } }, 'body.id'],
    ['/offers', { ...ten, shop: 'other.myshopify.com' }, 'body.shop'],
    [
      '/offers',
      { ...ten, terms: { ...ten.terms, value: { kind: 'percentage', percent: 1000 } } },
      'body.terms.value.percent',
    ],
    ['/offers', { ...ten, terms: { ...ten.terms, minimum: '1e9' } }, 'body.terms.minimum'],
    ['/offers', { ...ten, title: 'a'.repeat(121) }, 'body.title'],
    ['/offers/ten/retire', { rev: -1 }, 'body.rev'],
    ['/offers/ten/retire', {}, 'body.rev'],
    ['/offers/TEN/retire', { rev: 0 }, 'params.offer'],
  ])('refuse at %s %j', async (path, body, field) => {
    const answer = await world.ask('post', path, body);

    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'request_invalid']);
    expect(Object.keys(fieldsOf(answer.body))).toContain(field);
  });

  it('of another shop are nobody else’s', async () => {
    const theirs = await world.as(stranger)('get', '/offers');

    expect(offersSchema.parse(theirs.body).offers).toEqual([]);
  });
});

describe('a flow that names an offer', () => {
  const flowOf = (offer: string) => ({
    title: 'Cart',
    program: {
      trigger: { kind: 'cart-incentive', args: {} },
      reEntry: { kind: 'once-per-about' },
      holdout: 0,
      priority: 10,
      usefulFor: 'PT72H',
      steps: [
        { id: 'w', key: 'wait', args: { for: 'PT1H' } },
        { id: 'm', key: 'send-email', args: { template: 'incentive-2', offer } },
      ],
    },
  });

  it('is refused where there is none, with its place', async () => {
    const answer = await world.ask('post', '/flows', flowOf('nothing-of-the-sort'));

    expect([answer.status, codeOf(answer.body)]).toEqual([422, 'program_invalid']);
    expect(fieldsOf(answer.body)).toEqual({
      'steps.1.args.offer': 'there is no offer called nothing-of-the-sort',
    });
  });

  it('is refused where it is retired', async () => {
    const answer = await world.ask('post', '/flows', flowOf('ten'));

    expect(fieldsOf(answer.body)).toEqual({ 'steps.1.args.offer': 'the offer ten is retired' });
  });

  it('from its preset brings its offer along, once', async () => {
    const made = await world.ask('post', '/flows', { preset: 'cart-incentive' });
    const again = await world.ask('post', '/flows', { preset: 'cart-incentive' });

    expect([made.status, again.status]).toEqual([200, 200]);
    expect(z.object({ status: z.string() }).parse(made.body).status).toBe('draft');
    expect(await read('cart-10')).toMatchObject({
      status: 'active',
      rev: 0,
      validDays: 7,
      flows: [{ title: 'Cart with incentive' }, { title: 'Cart with incentive' }],
    });
  });
});
