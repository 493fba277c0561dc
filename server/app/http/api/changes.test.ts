import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changesPageSchema } from '../../../insights/changes/change.contract.ts';
import { codeOf } from '../../../testing/admin-api/api-harness.ts';
import { createLifeWorld, lumen, stranger } from '../../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../../testing/flows/life-world.ts';

let world: LifeWorld;
beforeAll(async () => {
  world = await createLifeWorld('api_changes');
});
afterAll(() => world.close());

const read = async (query = '') => changesPageSchema.parse((await world.ask('get', `/changes${query}`)).body);
const told = async (query = '') =>
  (await read(query)).changes.map(({ action, about, parts }) => [action, about, ...parts].join(' '));

const ten = {
  id: 'ten',
  title: 'Ten off',
  terms: { value: { kind: 'percentage', percent: 10 }, minimum: null, appliesTo: { kind: 'everything' } },
  validDays: 7,
};

describe('the log of changes', () => {
  it('has every change that was made, newest first, with who and when', async () => {
    await world.ask('patch', '/settings', { rev: 0, frequencyCap: { count: 2, within: 'P3D' } });
    await world.ask('post', '/offers', ten);
    await world.ask('patch', '/offers/ten', { rev: 0, title: 'Ten', validDays: 9 });
    await world.ask('post', '/offers/ten/retire', { rev: 1 });
    const { changes } = await read();

    expect(await told()).toEqual([
      'retireOffer ten',
      'changeOffer ten title validDays',
      'createOffer ten',
      'changeSettings  frequencyCap',
    ]);
    expect(changes[1]).toMatchObject({ kind: 'offer', title: 'Ten', user: '7' });
  });

  it('has a repeated request once, and a refused one never', async () => {
    const before = (await told()).length;
    await world.ask('post', '/offers', ten);
    await world.ask('post', '/offers/ten/retire', { rev: 0 });
    const late = await world.ask('patch', '/settings', { rev: 0, frequencyCap: { count: 9, within: 'P1D' } });
    const wrong = await world.ask('patch', '/settings', { rev: 1, postalAddress: '' });

    expect([late.status, wrong.status]).toEqual([409, 400]);
    expect(await told()).toHaveLength(before);
  });

  it('has nothing of what only looks', async () => {
    const before = (await told()).length;
    await world.ask('post', '/templates/preview', { key: 'checkout-1' });
    await world.ask('get', '/offers');

    expect(await told()).toHaveLength(before);
  });

  it('is read by kind', async () => {
    expect(await told('?kind=settings')).toEqual(['changeSettings  frequencyCap']);
    expect(await told('?kind=account')).toEqual([]);
  });

  it('is read on from a cursor, each line once', async () => {
    for (let count = 1; count <= 60; count += 1)
      await world.services.changeLog.add(lumen, {
        user: '7',
        kind: 'product',
        action: 'chooseCompanions',
        about: String(count),
        parts: [],
        at: world.services.clock.now(),
      });
    const first = await read('?kind=product');
    const second = await read(`?kind=product&cursor=${first.nextCursor ?? ''}`);
    const seen = [...first.changes, ...second.changes].map(({ about }) => Number(about));

    expect([first.changes.length, second.changes.length, second.nextCursor]).toEqual([50, 10, null]);
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index));
  });

  it.each(['?kind=everything', '?cursor=x', `?cursor=${'g'.repeat(24)}`, '?shop=other'])(
    'refuses %s',
    async (query) => {
      const answer = await world.ask('get', `/changes${query}`);

      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'request_invalid']);
    },
  );

  it('of one shop is nobody else’s', async () => {
    const theirs = await world.as(stranger)('get', '/changes');

    expect(changesPageSchema.parse(theirs.body).changes).toEqual([]);
  });
});
