import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../app/config.ts';
import { openData } from '../../app/wiring/data.ts';
import type { Data } from '../../app/wiring/data.ts';
import { wireFlows } from '../../app/wiring/flows.ts';
import type { Flows } from '../../app/wiring/flows.ts';
import { wireSendEmail } from '../../app/wiring/mail.ts';
import { createRunner } from '../../engine/runner.ts';
import { asShopId } from '../../lib/brand.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { Transport } from '../../mail/transport.ts';
import { countCommands } from '../engine/count-commands.ts';
import type { CommandCounter } from '../engine/count-commands.ts';
import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';
import { makePeopleDue } from './due-people.ts';

let database: TestDatabase;
let counter: CommandCounter;
let data: Data;
let flows: Flows;

beforeAll(async () => {
  database = await testDatabase('dispatch commands');
  counter = await countCommands(database.uri);
  data = await openData(counter.connection, { watchClock: false });
  flows = wireFlows(data, silentLogger);
});
afterAll(async () => {
  await data.clock.close();
  await counter.close();
  await database.drop();
});

const config = readConfig({
  MONGODB_URI: 'mongodb://127.0.0.1/nowhere',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  APP_URL: 'https://mail.example',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  MAIL_TRANSPORT: 'outbox',
});

/** Every mail of one turn, with what the database was asked before the first and after the last was written. */
const turn = async () => {
  const seen = { mails: 0, before: new Array<string>() };
  const transport: Transport = {
    key: 'sendgrid',
    send: async (_mail, beforeWrite) => {
      if (seen.mails === 0) seen.before.push(...counter.take());
      seen.mails += 1;
      return beforeWrite() ? { kind: 'accepted' } : { kind: 'not-sent', reason: 'past_deadline' };
    },
    close: () => Promise.resolve(),
  };
  const runner = createRunner({
    store: data.engine.store,
    facts: flows.ports.facts,
    programs: flows.runtime.programs,
    steps: flows.runtime.steps,
    executors: [wireSendEmail({ config, data, flows, transport, logger: silentLogger })],
    decisions: data.engine.decisions,
    clock: data.clock,
    logger: silentLogger,
  });
  counter.take();
  await runner.turnOnce(new AbortController().signal);
  return { ...seen, after: counter.take() };
};

/**
 * From the rows that become `sending` to the last thing before the mails: barrier, facts, `rev`, cap; and through whose
 * account the shop's mail leaves, which is asked once in a while.
 */
const gateOf = (before: readonly string[]): readonly string[] =>
  before.slice(before.lastIndexOf('insert') + 1);

describe('what the database is asked for a sub-group', () => {
  it('passes fifty mails through the gate in six commands and settles them in four', async () => {
    await makePeopleDue({ data, flows }, asShopId('fifty.myshopify.com'), 50);

    const { mails, before, after } = await turn();

    expect(mails).toBe(50);
    // Barrier; shop, flows, people, checkouts and earlier mails; consents, suppressions, products and orders; account; rev; cap.
    expect(gateOf(before)).toEqual(['find', 'aggregate', 'aggregate', 'find', 'find', 'update']);
    // What they were made of, rows, enrollments, decisions; the rest gives the turns back.
    expect(after.slice(0, 4)).toEqual(['insert', 'update', 'update', 'insert']);
  });

  it('asks no more for a hundred than for fifty', async () => {
    await makePeopleDue({ data, flows }, asShopId('hundred.myshopify.com'), 100);

    const { mails, before, after } = await turn();

    expect(mails).toBe(100);
    expect(gateOf(before)).toHaveLength(6);
    // With leasing, reading and giving back, and what a process asks once for each template: its compiled form.
    expect(before.length + after.length).toBeLessThanOrEqual(26);
  });
});
