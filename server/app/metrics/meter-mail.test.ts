import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { createSystemMessages } from '../../mail/ledger/messages.system.repository.ts';
import { newRowOf, toAttempt } from '../../mail/send/attempt.ts';
import type { SendOutcome, Transport } from '../../mail/transport.ts';
import { anEnrollment } from '../../testing/engine/enrollments.ts';
import { aMail as aMailStep, aProgram } from '../../testing/engine/programs.ts';
import { figuresOf } from '../../testing/figures-of.ts';
import { aMail } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { meterLedger, meterSweep, meterTransport } from './meter-mail.ts';
import { createMeters } from './meters.ts';

const transportOf = (outcome: SendOutcome): Transport => ({
  key: 'sendgrid',
  send: async (_mail, beforeWrite) => (beforeWrite() ? outcome : { kind: 'not-sent', reason: 'late' }),
  close: async () => undefined,
});

describe('a metered transport', () => {
  it.each<[SendOutcome, string]>([
    [{ kind: 'accepted', providerMessageId: 'x' }, 'outcome="accepted",reason=""'],
    [{ kind: 'rejected', reason: 'mail_invalid' }, 'outcome="rejected",reason="mail_invalid"'],
    [{ kind: 'not-sent', reason: 'rate_limited' }, 'outcome="not-sent",reason="rate_limited"'],
    [{ kind: 'unknown', reason: 'timeout' }, 'outcome="unknown",reason="timeout"'],
  ])('counts and times %j, and passes it on', async (outcome, labels) => {
    const meters = createMeters();

    const sent = await meterTransport(transportOf(outcome), meters).send(aMail(), () => true);

    const figures = await figuresOf(meters);
    expect(sent).toEqual(outcome);
    expect(figures.get(`encore_provider_calls_total{transport="sendgrid",${labels}}`)).toBe(1);
    expect(figures.get('encore_provider_seconds_count{transport="sendgrid"}')).toBe(1);
  });

  it('counts nothing for a mail that was not written any more', async () => {
    const meters = createMeters();

    await meterTransport(transportOf({ kind: 'accepted' }), meters).send(aMail(), () => false);

    const calls = [...(await figuresOf(meters)).keys()].filter((name) =>
      name.startsWith('encore_provider_calls'),
    );
    expect(calls).toEqual([]);
  });

  it('can look messages up only where the transport itself can', async () => {
    const plain = meterTransport(transportOf({ kind: 'accepted' }), createMeters());
    const looking = meterTransport(
      { ...transportOf({ kind: 'accepted' }), lookUp: async () => true },
      createMeters(),
    );

    expect(plain.lookUp).toBeUndefined();
    expect(await looking.lookUp?.(asMessageId('one'))).toBe(true);
  });
});

describe('a metered ledger', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('meter-mail');
  });
  afterAll(() => database.drop());

  const row = newRowOf(
    toAttempt({
      enrollment: anEnrollment({ step: 'first' }),
      program: aProgram([aMailStep('first')]),
      args: {},
    }),
  );

  it('counts what settles, what was no longer its own, and what grew old', async () => {
    const meters = createMeters();
    const system = createSystemMessages(database.connection);
    const ledger = meterLedger(system.ledger, meters);
    await ledger.insertSending([row], 'mine');

    await ledger.settle([{ id: row.id, status: 'accepted' }], 'not mine');
    const aged = await meterSweep(system.sweep, meters).ageSending(-1000);
    const resolved = await ledger.resolveUnknown(row.id, 'accepted', new Date(0));

    const figures = await figuresOf(meters);
    expect([aged, resolved]).toEqual([1, true]);
    expect(figures.get('encore_settles_refused_total')).toBe(1);
    expect(figures.get('encore_messages_aged_total')).toBe(1);
    expect(figures.get('encore_unknowns_resolved_total{to="accepted"}')).toBe(1);
  });
});
