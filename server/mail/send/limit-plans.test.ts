import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createPlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createPlanPlaces } from '../sending/plan-places.ts';
import type { PlanPlaces } from '../sending/plan-places.ts';
import type { SendOutcome } from '../transport.ts';
import type { SendDeps } from './send-ports.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('plan limit');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
});

const usage = () => createPlanUsage(database.connection);
const used = () => usage().used(lumen, '2026-11');

const placesOf = (mails: number) => createPlanPlaces({ of: () => ({ plan: 'starter', mails }) }, usage());
const planned = (plans: PlanPlaces): Partial<SendDeps> => ({ ledger: { ...world.deps.ledger, plans } });
const allowing = (mails: number): Partial<SendDeps> => planned(placesOf(mails));
const enrolled = (names: readonly string[]) => Promise.all(names.map((name) => world.enroll(name)));
const inAnHour = new Date(noon.getTime() + 3_600_000);

describe('a shop whose plan allows so many mails a month', () => {
  it('sends those; the others wait with the reason, and are asked again within the hour', async () => {
    const people = await enrolled(['a', 'b', 'c', 'd', 'e']);

    const outcomes = await world.perform(people, { deps: allowing(2) });

    expect(world.transport.written).toHaveLength(2);
    const later = [...outcomes.values()].filter(({ kind }) => kind === 'again');
    expect(later).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'again', at: inAnHour, reason: 'plan_limit' })),
    );
    const rows = await Promise.all(people.map((one) => world.row(one)));
    const waiting = rows.find((row) => row?.status === 'scheduled');
    expect(waiting?.gate?.at(-1)).toEqual({ clause: 'plan-limit', pass: false, saw: '2 a month' });
    expect(await used()).toBe(2);
  });

  it('tells it in the decision, with when it is asked again', async () => {
    await world.perform(await enrolled(['a']), { deps: allowing(0) });

    expect(world.decisions).toMatchObject([
      { kind: 'deferred', reason: 'plan_limit', detail: { until: inAnHour.toISOString() } },
    ]);
  });

  it('skips what will be of no use by then, with the same reason', async () => {
    const [late] = await enrolled(['a']);
    if (late === undefined) throw new TypeError('nobody');
    world.briefs.set(late.id, { usefulUntil: new Date(noon.getTime() + 60_000) });

    await world.perform([late], { deps: allowing(0) });

    expect(await world.row(late)).toMatchObject({ status: 'skipped', reason: 'plan_limit' });
  });

  it('asks again at the turn of the month where that is nearer', async () => {
    const now = new Date('2026-11-30T23:30:00Z');
    const outcomes = await world.perform(await enrolled(['a']), {
      deps: allowing(0),
      now,
    });
    // Useful for 72 hours from noon of the 22nd: over by then, were it not for this.
    expect([...outcomes.values()].map(({ kind }) => kind)).not.toContain('again');

    const [fresh] = await enrolled(['b']);
    if (fresh === undefined) throw new TypeError('nobody');
    world.briefs.set(fresh.id, { usefulUntil: new Date('2026-12-03T00:00:00Z') });
    const later = await world.perform([fresh], { deps: allowing(0), now });
    expect([...later.values()]).toMatchObject([{ kind: 'again', at: new Date('2026-12-01T00:00:00Z') }]);
  });

  it('goes on when the merchant takes a larger plan', async () => {
    const people = await enrolled(['a', 'b']);
    await world.perform(people, { deps: allowing(1) });
    const again = await world.store.findMany(people.map(({ id }) => id));

    await world.perform(again, { deps: allowing(5), now: inAnHour });

    expect(world.transport.written).toHaveLength(2);
    expect(await used()).toBe(2);
  });

  it('never cuts transactional mail off, and does not count it', async () => {
    const people = await enrolled(['a', 'b']);

    await world.perform(people, {
      deps: allowing(0),
      args: { template: 'checkout-1', kind: 'transactional' },
    });

    expect(world.transport.written).toHaveLength(2);
    expect(await used()).toBe(0);
  });

  it('counts what left or may have, and nothing else', async () => {
    const outcomes: SendOutcome[] = [
      { kind: 'rejected', reason: 'address_refused' },
      { kind: 'unknown', reason: 'timeout' },
    ];
    world.transport.answer = async () => outcomes.pop() ?? { kind: 'accepted' };
    const plans = placesOf(10);

    await world.perform(await enrolled(['a', 'b', 'c']), { deps: planned(plans) });

    await plans.flush();
    expect(await used()).toBe(2);
  });

  it('gives the place under the frequency cap back to those who wait', async () => {
    await world.perform(await enrolled(['a', 'b']), { deps: allowing(1) });

    const contacts = database.connection.collection<{ _id: string; cap?: unknown[] }>('contacts');
    const places = (await contacts.find().toArray()).map(({ cap = [] }) => cap.length);
    expect(places.toSorted((one, other) => one - other)).toEqual([0, 1]);
  });

  it('holds back, and loses nothing, when it can’t be counted', async () => {
    const down = { take: () => Promise.reject(new Error('down')) };
    const plans = createPlanPlaces({ of: () => ({ mails: 5 }) }, down);

    const outcomes = await world.perform(await enrolled(['a']), { deps: planned(plans) });

    expect(world.transport.written).toEqual([]);
    expect([...outcomes.values()]).toMatchObject([{ kind: 'again', reason: 'facts_unavailable' }]);
  });
});
