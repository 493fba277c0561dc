import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { aShop, gateFacts, lumen, noon } from '../../testing/mail/mail-builders.ts';
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
