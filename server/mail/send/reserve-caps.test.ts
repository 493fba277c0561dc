import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { aBrief, aRecipient, aShop, gateFacts, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { newRowOf, toAttempt } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import { reserveCaps } from './reserve-caps.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('reserve caps');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
});

const shop = aShop({ frequencyCap: { count: 1, within: 'PT1H' } });
const passed = { clause: 'address-valid', pass: true } as const;
const minutes = (count: number): Date => new Date(noon.getTime() + count * 60_000);

const candidate = async (name: string, about = 'cart'): Promise<Candidate> => ({
  attempt: toAttempt(world.request(await world.enroll(name, { about }))),
  facts: gateFacts({ shop }),
  result: { verdict: { kind: 'allow' }, answers: [passed] },
});

const reserve = (candidates: readonly Candidate[]) => reserveCaps(world.deps.ledger.caps, candidates);

const heldSince = (one: Candidate, at: Date) =>
  world.deps.ledger.caps.reserve(
    lumen,
    [{ contact: one.attempt.request.enrollment.contact, message: asMessageId('earlier') }],
    { count: 1, since: minutes(-600), at },
  );

describe('reserving a place under the cap', () => {
  it('gives everybody theirs and adds the answer to those before', async () => {
    const [mara, noor] = [await candidate('mara'), await candidate('noor')];

    const answers = await reserve([mara, noor]);

    expect(answers.get(mara.attempt.id)).toEqual({
      verdict: { kind: 'allow' },
      answers: [passed, { clause: 'frequency-cap', pass: true }],
    });
    expect(answers.get(noor.attempt.id)?.verdict).toEqual({ kind: 'allow' });
  });

  it('finds its own place still there when it is asked again', async () => {
    const mara = await candidate('mara');
    await reserve([mara]);

    const again = await reserve([mara]);

    const contacts = database.connection.collection<{ _id: string; cap: unknown[] }>('contacts');
    expect(again.get(mara.attempt.id)?.verdict).toEqual({ kind: 'allow' });
    expect((await contacts.findOne({ _id: 'mara' }))?.cap).toHaveLength(1);
  });

  it('defers one of a full window to when its oldest place leaves it, and lets the others pass', async () => {
    const [mara, noor] = [await candidate('mara'), await candidate('noor')];
    await heldSince(mara, minutes(-20));

    const answers = await reserve([mara, noor]);

    expect(answers.get(mara.attempt.id)?.verdict).toEqual({
      kind: 'defer',
      reason: 'frequency_capped',
      until: new Date(minutes(40).getTime() + 1000),
    });
    expect(answers.get(noor.attempt.id)?.verdict).toEqual({ kind: 'allow' });
  });

  it('skips when the place would come free too late for the mail to be useful', async () => {
    const mara = await candidate('mara');
    await heldSince(mara, minutes(-20));
    const { facts } = mara;
    const urgent = { ...mara, facts: { ...facts, brief: { ...facts.brief, usefulUntil: minutes(10) } } };

    const answers = await reserve([urgent]);

    expect(answers.get(mara.attempt.id)?.verdict).toMatchObject({ kind: 'skip', reason: 'frequency_capped' });
  });

  it('does not count what lies before the window', async () => {
    const mara = await candidate('mara');
    await heldSince(mara, minutes(-61));

    const answers = await reserve([mara]);

    expect(answers.get(mara.attempt.id)?.verdict).toEqual({ kind: 'allow' });
  });

  it('drops a place whose row ended without a mail, and takes it', async () => {
    const [before, mara] = [await candidate('mara', 'before'), await candidate('mara')];
    await world.system.ledger.insertSending([newRowOf(before.attempt)], 'crashed');
    await reserve([before]);
    await world.system.ledger.settle([{ id: before.attempt.id, status: 'failed' }], 'crashed');

    const answers = await reserve([mara]);

    expect(answers.get(mara.attempt.id)?.verdict).toEqual({ kind: 'allow' });
  });

  it('gives the last place to one of two mails of the same person', async () => {
    const both = [await candidate('mara', 'one'), await candidate('mara', 'two')];

    const answers = await reserve(both);

    const verdicts = both.map(({ attempt }) => answers.get(attempt.id)?.verdict.kind);
    expect(verdicts).toEqual(['allow', 'defer']);
  });
});

describe('somebody who asked for one mail a week at most', () => {
  const choices = { weekly: true, without: [] };
  const roomy = aShop({ frequencyCap: { count: 5, within: 'PT1H' } });
  const weekly = async (name: string, over = {}): Promise<Candidate> => ({
    ...(await candidate(name, `cart ${Math.random()}`)),
    facts: gateFacts({ shop: roomy, recipient: aRecipient({ choices }), ...over }),
  });

  it('waits until a week after the last, whatever the shop’s own limit', async () => {
    const mara = await weekly('mara');
    await heldSince(mara, minutes(-600));

    const answers = await reserve([mara]);

    expect(answers.get(mara.attempt.id)?.answers.at(-1)).toEqual({
      clause: 'weekly-limit',
      pass: false,
      saw: 'one within P7D',
    });
    const { verdict } = answers.get(mara.attempt.id) ?? {};
    // Not useful for that long: the mail is skipped.
    expect(verdict).toMatchObject({ kind: 'skip', reason: 'weekly_limit' });
  });

  it('is deferred while the mail is still useful then', async () => {
    const usefulUntil = new Date(noon.getTime() + 30 * 86_400_000);
    const mara = await weekly('mara', { brief: aBrief({ usefulUntil }) });
    await heldSince(mara, minutes(-600));

    const answers = await reserve([mara]);

    const week = 7 * 86_400_000;
    expect(answers.get(mara.attempt.id)?.verdict).toEqual({
      kind: 'defer',
      reason: 'weekly_limit',
      until: new Date(minutes(-600).getTime() + week + 1000),
    });
  });

  it('gets the mail when the last is longer ago, and a second one not', async () => {
    const [mara, again] = [await weekly('mara'), await weekly('mara')];
    await heldSince(mara, minutes(-8 * 24 * 60));

    expect((await reserve([mara])).get(mara.attempt.id)?.verdict).toEqual({ kind: 'allow' });
    expect((await reserve([mara])).get(mara.attempt.id)?.verdict).toEqual({ kind: 'allow' });
    expect((await reserve([again])).get(again.attempt.id)?.verdict).toMatchObject({ reason: 'weekly_limit' });
  });

  it('keeps within the shop’s longer window too', async () => {
    const monthly = aShop({ frequencyCap: { count: 1, within: 'P30D' } });
    const mara = await weekly('mara', { shop: monthly });
    await heldSince(mara, minutes(-10 * 24 * 60));

    const answers = await reserve([mara]);

    expect(answers.get(mara.attempt.id)?.verdict).toMatchObject({ reason: 'frequency_capped' });
  });

  it('holds nobody else to it', async () => {
    const [mara, noor] = [await weekly('mara'), await weekly('noor', { recipient: aRecipient() })];
    await heldSince(mara, minutes(-5));
    await heldSince(noor, minutes(-5));

    const answers = await reserve([mara, noor]);

    expect(answers.get(mara.attempt.id)?.verdict).toMatchObject({ reason: 'weekly_limit' });
    expect(answers.get(noor.attempt.id)?.verdict).toEqual({ kind: 'allow' });
  });
});
