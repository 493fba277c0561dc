import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContactId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { noon } from '../../testing/engine/enrollments.ts';
import { aBranch, anExit } from '../../testing/engine/programs.ts';
import { createActBench } from '../../testing/flows/act-bench.ts';
import { anAct, openActWorld, wind } from '../../testing/flows/act-world.ts';
import type { ActWorld } from '../../testing/flows/act-world.ts';

let people = 0;
let world: ActWorld;
let ada: ContactId;

beforeAll(async () => {
  world = await openActWorld('acts');
});
// The store of enrollments is new for every test, their ledger is not.
beforeEach(async () => {
  people += 1;
  ada = await world.aPerson({ address: `ada-${people}@example.com`, customerId: `${people}` });
});
afterAll(() => world.database.drop());

describe('tagging', () => {
  it('tags every record the platform has of the person, and goes on', async () => {
    const bench = createActBench(world.database, [anAct('tag', { tag: 'reminded' }), anExit('out', 'end')]);

    const { id } = await bench.enroll(ada);
    await bench.settle();

    expect(bench.tagged).toEqual([[`${people}`, 'reminded']]);
    expect(await bench.effects.ofEnrollment(world.shop, id)).toMatchObject([
      { step: 'tag', effect: 'tag-contact', state: 'done', code: 'tagged', attempts: 1 },
    ]);
    expect(bench.decisions.lines()).toEqual(['moved tag tagged', 'exited end']);
  });

  it('leaves out who is no customer', async () => {
    const bench = createActBench(world.database, [anAct('tag', { tag: 'reminded' })]);

    await bench.enroll(await world.aPerson({ address: `nobody-${people}@example.com` }));
    await bench.settle();

    expect(bench.tagged).toEqual([]);
    expect(bench.decisions.lines()).toEqual(['skipped tag not_a_customer', 'done end_of_flow']);
  });

  it('has failed where the platform refuses, and the flow goes on', async () => {
    const bench = createActBench(world.database, [anAct('tag', { tag: 'reminded' })]);
    bench.tagAnswer = async () => 'refused';

    await bench.enroll(ada);
    await bench.settle();

    expect(bench.decisions.lines()).toEqual(['failed tag tag_refused', 'done end_of_flow']);
  });

  it('is tried again when the platform is busy', async () => {
    const bench = createActBench(world.database, [anAct('tag', { tag: 'reminded' })]);
    bench.tagAnswer = () => Promise.reject(new EncoreError('platform_throttled'));

    await bench.enroll(ada);
    await bench.settle();
    bench.tagAnswer = async () => 'done';
    await wind(bench, 1);

    expect(bench.tagged).toHaveLength(2);
    expect(bench.decisions.lines()).toEqual([
      'deferred tag platform_throttled',
      'moved tag tagged',
      'done end_of_flow',
    ]);
  });
});

describe('setting a property', () => {
  const isGold = { when: { property: 'properties.tier', is: 'equals', value: 'gold' } };

  it('is seen by the very next branch', async () => {
    const set = anAct('set', { setProperty: 'tier', value: 'gold' });
    const arms = [[anExit('yes', 'gold')], [anExit('no', 'not gold')]];
    const bench = createActBench(world.database, [set, aBranch('gold', isGold, arms)]);

    await bench.enroll(ada);
    await bench.settle();

    expect(bench.decisions.lines()).toContain('exited gold');
    expect(await world.propertiesOf(ada)).toEqual({ tier: 'gold' });
  });

  it('takes what the enrollment froze at entry', async () => {
    const bench = createActBench(world.database, [
      anAct('set', { setProperty: 'last-product', fromVariable: 'productId' }),
    ]);

    await bench.enroll(ada, { variables: { productId: 'p1' } });
    await bench.settle();

    expect(await world.propertiesOf(ada)).toEqual({ 'last-product': 'p1' });
  });

  it.each([[{}], [{ productId: { nested: true } }], [{ productId: 'x'.repeat(1001) }]])(
    'is left out where the variable holds nothing that can be kept',
    async (variables) => {
      const bench = createActBench(world.database, [
        anAct('set', { setProperty: 'x', fromVariable: 'productId' }),
      ]);

      await bench.enroll(ada, { variables });
      await bench.settle();

      expect(bench.decisions.lines()).toEqual(['skipped set variable_missing', 'done end_of_flow']);
    },
  );

  it('leaves one alone who was redacted', async () => {
    const bench = createActBench(world.database, [anAct('set', { setProperty: 'tier', value: 'gold' })]);
    const gone = await world.aPerson({ address: `nobody-${people}@example.com` });
    await world.database.repositories.contacts.redact(world.shop, gone, noon);

    await bench.enroll(gone);
    await bench.settle();

    expect(bench.decisions.lines()).toEqual(['skipped set contact_gone', 'done end_of_flow']);
  });
});
