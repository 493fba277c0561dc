import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asEnrollmentId, asFlowId, asShopId } from '../lib/brand.ts';
import { minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import type { DecisionRecord } from './decision.ts';
import { createDecisionsRepository } from './decisions.repository.ts';
import type { DecisionsRepository } from './decisions.repository.ts';
import { ensureEngineIndexes } from './mongo-engine-store.ts';

const shop = asShopId('lumen.example');
const contact = asContactId('contact-1');
const flow = asFlowId('flow-1');
const enrollment = asEnrollmentId('enrollment-1');

const aDecision = (overrides: Partial<DecisionRecord> = {}): DecisionRecord => ({
  shop,
  flow,
  contact,
  about: 'about-1',
  enrollment,
  step: 'wait-1',
  kind: 'deferred',
  reason: 'quiet_hours',
  at: noon,
  ...overrides,
});

describe('decisions', () => {
  let database: TestDatabase;
  let decisions: DecisionsRepository;

  beforeAll(async () => {
    database = await testDatabase('decisions');
    await ensureEngineIndexes(database.connection);
    decisions = createDecisionsRepository(database.connection);
  });
  beforeEach(async () => {
    await database.connection.collection('decisions').deleteMany({});
  });
  afterAll(() => database.drop());

  it('keeps a decision with what it saw', async () => {
    await decisions.record([aDecision({ detail: { until: '2026-03-11' } })]);

    expect(await decisions.ofContact(shop, contact, 10)).toEqual([
      { ...aDecision({ detail: { until: '2026-03-11' } }), count: 1, firstAt: noon },
    ]);
  });

  it('tells the stories of two enrollments about one thing apart', async () => {
    const again = asEnrollmentId('enrollment-2');
    await decisions.record([aDecision({ kind: 'sent', step: 'mail-1' })]);

    await decisions.record([aDecision({ kind: 'sent', step: 'mail-1', enrollment: again })]);

    const [first] = await decisions.ofEnrollments(shop, [enrollment]);
    const [second] = await decisions.ofEnrollments(shop, [again]);
    expect([first?.count, second?.count]).toEqual([1, 1]);
    expect(await decisions.ofContact(shop, contact, 10)).toHaveLength(2);
  });

  it('counts what was decided before there was an enrollment under flow, person and thing', async () => {
    const refused = aDecision({
      kind: 'not-entered',
      step: '',
      enrollment: undefined,
      reason: 'filter_failed',
    });
    await decisions.record([refused, refused]);
    await decisions.record([refused, { ...refused, about: 'about-2' }]);

    const found = await decisions.ofContact(shop, contact, 10);

    expect(new Map(found.map(({ about, count }) => [about, count]))).toEqual(
      new Map([
        ['about-1', 3],
        ['about-2', 1],
      ]),
    );
  });

  it('counts a repeat and shows its latest reason and time', async () => {
    await decisions.record([aDecision()]);

    await decisions.record([aDecision({ reason: 'cap', at: minutesAfter(noon, 60), detail: { cap: 3 } })]);

    expect(await decisions.ofContact(shop, contact, 10)).toEqual([
      expect.objectContaining({
        reason: 'cap',
        count: 2,
        firstAt: noon,
        at: minutesAfter(noon, 60),
        detail: { cap: 3 },
      }),
    ]);
  });

  it('counts equal ones of one batch', async () => {
    await decisions.record([aDecision(), aDecision(), aDecision({ kind: 'waited' })]);

    const counts = (await decisions.ofContact(shop, contact, 10)).map(({ kind, count }) => [kind, count]);

    expect(new Map(counts.map(([kind, count]) => [String(kind), count]))).toEqual(
      new Map([
        ['deferred', 2],
        ['waited', 1],
      ]),
    );
  });

  it('never throws for a duplicate, also when many record the same at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => decisions.record([aDecision()])));

    expect(await decisions.ofContact(shop, contact, 10)).toEqual([expect.objectContaining({ count: 10 })]);
  });

  it('has nothing to do for an empty batch', async () => {
    await decisions.record([]);

    expect(await decisions.ofContact(shop, contact, 10)).toEqual([]);
  });

  it('lists a contact’s decisions latest first, up to the limit, of this shop only', async () => {
    await decisions.record([
      aDecision({ step: 'a' }),
      aDecision({ step: 'b', at: minutesAfter(noon, 1) }),
      aDecision({ step: 'c', at: minutesAfter(noon, 2) }),
    ]);

    const steps = (await decisions.ofContact(shop, contact, 2)).map(({ step }) => step);

    expect(steps).toEqual(['c', 'b']);
    expect(await decisions.ofContact(asShopId('other.example'), contact, 2)).toEqual([]);
  });

  it('lists the decisions about some enrollments earliest first', async () => {
    await decisions.record([
      aDecision({ step: 'b', at: minutesAfter(noon, 1) }),
      aDecision({ step: 'a' }),
      aDecision({ enrollment: asEnrollmentId('other'), about: 'other' }),
    ]);

    const steps = (await decisions.ofEnrollments(shop, [enrollment])).map(({ step }) => step);

    expect(steps).toEqual(['a', 'b']);
    expect(await decisions.ofEnrollments(asShopId('other.example'), [enrollment])).toEqual([]);
  });

  it('counts by flow, kind and reason', async () => {
    await decisions.record([
      aDecision(),
      aDecision(),
      aDecision({ about: 'two' }),
      aDecision({ kind: 'sent', reason: 'accepted' }),
    ]);
    await decisions.record([
      aDecision({ flow: asFlowId('flow-2'), enrollment: asEnrollmentId('enrollment-3') }),
    ]);

    expect(await decisions.count(shop, [flow])).toEqual([
      { flow: 'flow-1', kind: 'deferred', reason: 'quiet_hours', count: 3 },
      { flow: 'flow-1', kind: 'sent', reason: 'accepted', count: 1 },
    ]);
    expect(await decisions.count(asShopId('other.example'), [flow])).toEqual([]);
  });

  it('forgets a decision 400 days after it was last taken', async () => {
    const indexes = await database.connection.collection('decisions').indexes();

    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { lastAt: 1 }, expireAfterSeconds: 34_560_000 }),
    );
  });
});
