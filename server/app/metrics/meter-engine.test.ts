import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DecisionLog, DecisionRecord } from '../../engine/decision.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import { createMemoryEngineStore } from '../../engine/memory-engine-store.ts';
import { asContactId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { anEnrollment, anEntry, minutesAfter, moveTo, noon } from '../../testing/engine/enrollments.ts';
import { figuresOf } from '../../testing/figures-of.ts';
import { meterDecisions, meterStore } from './meter-engine.ts';
import { createMeters } from './meters.ts';
import type { Meters } from './meters.ts';
import { createPulse } from './pulse.ts';

let meters: Meters;
let store: EngineStore;
let nowMs = 0;
const clock = createManualClock(minutesAfter(noon, 5));
let pulse = createPulse();

beforeEach(() => {
  meters = createMeters();
  nowMs = 0;
  pulse = createPulse(1000, () => nowMs);
  store = meterStore(createMemoryEngineStore(), { meters, pulse, clock });
});

describe('a metered store', () => {
  it('counts a turn from its lease to its giving back, and how late its batch was', async () => {
    const { enrollment } = await store.enroll(anEntry());
    const now = clock.now();

    const leased = await store.lease({ now, share: 5, token: 'one' });
    const { enrollments } = await store.readDue([enrollment.turn], now, 10);
    await store.move([moveTo(enrollment, minutesAfter(noon, 60))]);
    await store.giveBack(
      leased.map(({ id }) => id),
      'one',
    );

    const figures = await figuresOf(meters);
    expect(enrollments).toHaveLength(1);
    expect(figures.get('encore_turns_leased_total')).toBe(1);
    expect(figures.get('encore_turn_seconds_count')).toBe(1);
    expect(figures.get('encore_due_batch_rows_sum')).toBe(1);
    expect(figures.get('encore_due_lag_seconds_sum')).toBe(300);
    expect(figures.get('encore_moves_total{to="waiting"}')).toBe(1);
    expect(figures.get('encore_moves_refused_total')).toBe(0);
  });

  it('counts moves that somebody else was faster with', async () => {
    const { enrollment } = await store.enroll(anEntry());
    await store.exit(enrollment.id, 'ordered');

    await store.move([moveTo(enrollment, minutesAfter(noon, 60))]);

    expect((await figuresOf(meters)).get('encore_moves_refused_total')).toBe(1);
  });

  it('counts leases that are gone when they are renewed', async () => {
    const { enrollment } = await store.enroll(anEntry());

    const held = await store.renew([enrollment.turn], 'never leased');

    expect(held.size).toBe(0);
    expect((await figuresOf(meters)).get('encore_leases_lost_total')).toBe(1);
  });

  it('marks the pulse whenever the loop asks something', async () => {
    nowMs = 5000;
    const before = pulse.stalled();

    await store.countDue(noon);

    expect(before).toContain('dispatch');
    expect(pulse.stalled()).not.toContain('dispatch');
  });
});

describe('a metered decision log', () => {
  const silentLog: DecisionLog = { record: async () => undefined };
  const decision = (over: Partial<DecisionRecord>): DecisionRecord => {
    const { shop, flow, contact, about, id } = anEnrollment({ contact: asContactId('mara') });
    return {
      shop,
      flow,
      contact,
      about,
      enrollment: id,
      step: 'mail',
      kind: 'sent',
      reason: 'accepted',
      at: noon,
      ...over,
    };
  };

  it('records first, then counts by kind and reason', async () => {
    const recorded: DecisionRecord[] = [];
    const log = meterDecisions({ record: async (rows) => void recorded.push(...rows) }, meters);

    await log.record([decision({}), decision({}), decision({ kind: 'skipped', reason: 'no_consent' })]);

    const figures = await figuresOf(meters);
    expect(recorded).toHaveLength(3);
    expect(figures.get('encore_decisions_total{kind="sent",reason="accepted"}')).toBe(2);
    expect(figures.get('encore_decisions_total{kind="skipped",reason="no_consent"}')).toBe(1);
  });

  it("counts the gate's answers by clause; a no by its reason", async () => {
    const log = meterDecisions(silentLog, meters);
    const gate = [
      { clause: 'address', pass: true },
      { clause: 'consent', pass: false, saw: 'none' },
    ];

    await log.record([decision({ kind: 'skipped', reason: 'no_consent', detail: { gate } })]);

    const figures = await figuresOf(meters);
    expect(figures.get('encore_gate_answers_total{clause="address",answer="yes"}')).toBe(1);
    expect(figures.get('encore_gate_answers_total{clause="consent",answer="no_consent"}')).toBe(1);
  });

  it('does not count what a merchant calls an exit', async () => {
    const log = meterDecisions(silentLog, meters);

    await log.record([decision({ kind: 'exited', reason: 'Ada asked us to stop' })]);

    expect((await figuresOf(meters)).get('encore_decisions_total{kind="exited",reason="other"}')).toBe(1);
  });
});
