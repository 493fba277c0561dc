import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DecisionRecord } from '../../engine/decision.ts';
import type { EffectOutcome } from '../../engine/effect.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { EnrollmentId } from '../../lib/brand.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { newRowOf, toAttempt } from './attempt.ts';
import type { Ended, Ending } from './attempt.ts';
import type { SendDeps } from './send-ports.ts';
import { settleEndings } from './settle-endings.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('settle endings');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
});

const soon = new Date(noon.getTime() + 30_000);
const again = (reason: string) => ({ kind: 'again', at: soon, reason }) as const;
const passed = { clause: 'address-valid', pass: true } as const;
const window = { count: 3, since: new Date(noon.getTime() - 1000), at: noon };

const endings = {
  accepted: { kind: 'accepted', providerMessageId: 'p1' },
  failed: { kind: 'failed', reason: 'provider_400' },
  skipped: { kind: 'skipped', reason: 'held_out' },
  ordered: { kind: 'skipped', reason: 'already_ordered', exit: 'ordered' },
  back: { kind: 'back', at: soon, reason: 'rate_limited', retried: true, release: false },
  deferred: { kind: 'back', at: soon, reason: 'higher_priority', retried: false, release: true },
  unknown: { kind: 'unknown', reason: 'timeout', at: soon },
  dropped: { kind: 'dropped', reason: 'lease_lost' },
} as const satisfies Record<string, Ending>;

/** One person's mail under the token `ours`, with a place under the cap. */
const underWay = async (name: string, ending: Ending): Promise<Ended> => {
  const enrollment = await world.enroll(name);
  const attempt = toAttempt(world.request(enrollment));
  await world.system.ledger.insertSending([newRowOf(attempt)], 'ours');
  await world.deps.ledger.caps.reserve(lumen, [{ contact: enrollment.contact, message: attempt.id }], window);
  return { attempt, ending, answers: [passed], subject: 'You left something behind' };
};

const settle = async (ended: readonly Ended[], deps: Partial<SendDeps> = {}) => {
  const outcomes = new Map<EnrollmentId, EffectOutcome>();
  const decisions: DecisionRecord[] = [];
  const lease = { renew: () => Promise.resolve(new Set<never>()) };
  await settleEndings({ ...world.deps, ...deps }, ended, {
    token: 'ours',
    context: { now: noon, lease, signal: new AbortController().signal },
    settle: async (settled, decided = []) => {
      for (const [id, outcome] of settled) outcomes.set(id, outcome);
      decisions.push(...decided);
      return new Set(settled.keys());
    },
  });
  return { outcomes, decisions };
};

const places = async (enrollment: Enrollment): Promise<number> => {
  const contacts = database.connection.collection<{ _id: string; cap?: unknown[] }>('contacts');
  return (await contacts.findOne({ _id: enrollment.contact }))?.cap?.length ?? 0;
};

describe('settling', () => {
  it.each([
    { name: 'accepted', row: 'accepted', outcome: { kind: 'advance' }, decided: 'sent', held: 1 },
    { name: 'failed', row: 'failed', outcome: { kind: 'advance' }, decided: 'failed', held: 0 },
    { name: 'skipped', row: 'skipped', outcome: { kind: 'advance' }, decided: 'skipped', held: 0 },
    {
      name: 'ordered',
      row: 'skipped',
      outcome: { kind: 'exit', reason: 'ordered' },
      decided: 'skipped',
      held: 0,
    },
    { name: 'back', row: 'scheduled', outcome: again('rate_limited'), decided: 'deferred', held: 1 },
    { name: 'deferred', row: 'scheduled', outcome: again('higher_priority'), decided: 'deferred', held: 0 },
    { name: 'unknown', row: 'unknown', outcome: again('timeout'), decided: 'unknown', held: 1 },
  ] as const)(
    '$name: row, outcome, decision and place of the cap',
    async ({ name, row, outcome, decided, held }) => {
      const ended = await underWay('mara', endings[name]);
      const { enrollment } = ended.attempt.request;

      const { outcomes, decisions } = await settle([ended]);

      expect(await world.row(enrollment)).toMatchObject({ status: row, decidedAt: noon, gate: [passed] });
      expect(outcomes.get(enrollment.id)).toEqual(outcome);
      expect(decisions).toMatchObject([{ kind: decided, enrollment: enrollment.id }]);
      expect(await places(enrollment)).toBe(held);
    },
  );

  it('puts what was dropped back and says nothing: whoever holds it now decides', async () => {
    const ended = await underWay('mara', endings.dropped);
    const { enrollment } = ended.attempt.request;

    const { outcomes, decisions } = await settle([ended]);

    expect(await world.row(enrollment)).toMatchObject({ status: 'scheduled', token: undefined });
    expect(outcomes.get(enrollment.id)).toEqual({ kind: 'drop' });
    expect(decisions).toEqual([]);
  });

  it('settles endings of every kind in one write, each row with its own', async () => {
    const names = Object.keys(endings);
    const ended = await Promise.all(
      Object.values(endings).map((ending, index) => underWay(`p${index}`, ending)),
    );
    let writes = 0;
    const { rows } = world.deps.ledger;
    const counted: SendDeps['ledger']['rows'] = {
      ...rows,
      settle: (...call) => {
        writes += 1;
        return rows.settle(...call);
      },
    };

    await settle(ended, { ledger: { ...world.deps.ledger, rows: counted } });

    const found = await Promise.all(ended.map(({ attempt }) => world.row(attempt.request.enrollment)));
    expect(writes).toBe(1);
    expect(new Map(names.map((name, index) => [name, found[index]?.status]))).toEqual(
      new Map([
        ['accepted', 'accepted'],
        ['failed', 'failed'],
        ['skipped', 'skipped'],
        ['ordered', 'skipped'],
        ['back', 'scheduled'],
        ['deferred', 'scheduled'],
        ['unknown', 'unknown'],
        ['dropped', 'scheduled'],
      ]),
    );
    expect(found.map((row) => row?.providerMessageId)).toEqual(['p1', ...Array.from({ length: 7 })]);
    expect(found.map((row) => row?.attempt)).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
  });

  it('closes the row of somebody who left while it was on its way back, and frees the place', async () => {
    const ended = await underWay('mara', endings.back);
    const { enrollment } = ended.attempt.request;
    await world.store.exit(enrollment.id, 'ordered');

    await settle([ended]);

    expect(await world.row(enrollment)).toMatchObject({ status: 'cancelled' });
    expect(await places(enrollment)).toBe(0);
  });

  it('asks again for a write whose reply was lost', async () => {
    const ended = await underWay('mara', endings.accepted);
    const { rows } = world.deps.ledger;
    let lost = 0;
    const forgetful: SendDeps['ledger']['rows'] = {
      ...rows,
      settle: async (...call) => {
        const settled = await rows.settle(...call);
        lost += 1;
        if (lost === 1) throw new Error('reply lost');
        return settled;
      },
    };

    const { outcomes } = await settle([ended], { ledger: { ...world.deps.ledger, rows: forgetful } });

    expect(lost).toBe(2);
    expect(outcomes.size).toBe(1);
  });

  it('moves people on even when the cap’s places can’t be released', async () => {
    const ended = await underWay('mara', endings.failed);
    const caps = { ...world.deps.ledger.caps, release: () => Promise.reject(new Error('down')) };

    const { outcomes } = await settle([ended], { ledger: { ...world.deps.ledger, caps } });

    expect([...outcomes.values()]).toEqual([{ kind: 'advance' }]);
  });
});
