import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { createLogger } from '../../lib/logger.ts';
import { eventually } from '../eventually.ts';
import { parseDiagnosis, runCommand } from '../run-command.ts';
import { tempFolder } from '../temp-folder.ts';
import { coffee, past, variantOf } from './past.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(240_000);

const shop = 'lumen.myshopify.com';
const folder = tempFolder();
const logFile = join(folder.path, 'encore.log');

let world: World;

const checkoutOf = (email: string, acceptsMarketing = true) =>
  world.far.floor.saveCheckout({
    cartToken: `cart-${email}`,
    items: [{ variantId: variantOf(coffee), quantity: 1 }],
    email,
    firstName: 'Ottilie',
    lastName: 'Quistorp',
    acceptsMarketing,
  });

/** Everything that leaves a trace: mails of three flows, a skip, an exit, an unsubscribe, and deliveries nobody can use. */
const live = async (): Promise<void> => {
  checkoutOf('leaves@quistorp.example');
  checkoutOf('nobody@quistorp.example', false);
  const bought = checkoutOf('buys@quistorp.example');
  await world.wind('PT31M');
  const [mail] = await world.outbox('leaves@quistorp.example');
  await fetch(/<(.+?)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '', {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  world.far.floor.fulfil(world.far.floor.buy(bought.token).id);
  await fetch(`${world.appUrl}/webhooks/shopify`, {
    method: 'POST',
    headers: { 'x-shopify-hmac-sha256': 'forged', 'x-shopify-topic': 'orders/create' },
    body: '{"email":"ottilie@quistorp.example"}',
  });
  await world.wind('P15D');
  // In steps that a busy machine answers in time.
  for (let part = 0; part < 8; part += 1) await world.wind('P20D');
};

const figuresOf = async (url: string): Promise<ReadonlyMap<string, number>> => {
  const page = await (await fetch(url)).text();
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
};

/** Over all labels that fit. */
const total = (figures: ReadonlyMap<string, number>, name: string, label = ''): number =>
  [...figures]
    .filter(([key]) => key.replace(/\{.*/, '') === name && key.includes(label))
    .reduce((sum, [, value]) => sum + value, 0);

const lineSchema = z.looseObject({ level: z.number(), name: z.string(), msg: z.string().min(1) });

beforeAll(async () => {
  const logger = createLogger({ level: 'debug', name: 'encore', file: logFile });
  world = await openWorld({ name: 'scenario-operations', past, logger });
  await live();
});
afterAll(async () => {
  await world.close();
  folder.remove();
});

describe('figures of a life', () => {
  it.each([
    ['encore_webhooks_answered_total', 'status="200"'],
    ['encore_webhooks_answered_total', 'status="401"'],
    ['encore_group_commit_rows_count', ''],
    ['encore_group_commit_seconds_count', ''],
    ['encore_answer_wait_seconds_count', ''],
    ['encore_database_commands_total', ''],
  ])('web counts %s %s', async (name, label) => {
    expect(total(await figuresOf(world.metricsUrls.web), name, label)).toBeGreaterThan(0);
  });

  it.each([
    ['encore_deliveries_claimed_total', ''],
    ['encore_deliveries_applied_total', ''],
    ['encore_apply_seconds_count', ''],
    ['encore_turns_leased_total', ''],
    ['encore_turn_seconds_count', ''],
    ['encore_due_batch_rows_count', ''],
    ['encore_due_lag_seconds_count', ''],
    ['encore_moves_total', 'to="waiting"'],
    ['encore_decisions_total', 'kind="sent"'],
    ['encore_decisions_total', 'kind="skipped",reason="no_consent"'],
    ['encore_gate_answers_total', 'clause="consent",answer="yes"'],
    ['encore_gate_answers_total', 'answer="no_consent"'],
    ['encore_messages_total', 'status="accepted"'],
    ['encore_messages_total', 'status="skipped"'],
    ['encore_provider_calls_total', 'transport="outbox",outcome="accepted"'],
    ['encore_provider_seconds_count', ''],
    ['encore_job_runs_total', 'outcome="done"'],
    ['encore_job_seconds_count', 'job="turns.sweep"'],
    ['encore_database_commands_total', ''],
  ])('a worker counts %s %s', async (name, label) => {
    expect(total(await figuresOf(world.metricsUrls.worker), name, label)).toBeGreaterThan(0);
  });

  it('are those of the work: as many mails accepted as lie in the outbox', async () => {
    const worker = await figuresOf(world.metricsUrls.worker);
    const outbox = z.array(z.unknown()).parse(await (await fetch(`${world.appUrl}/demo/outbox.json`)).json());

    expect(total(worker, 'encore_messages_total', 'status="accepted"')).toBe(outbox.length);
    expect(outbox.length).toBeGreaterThanOrEqual(4);
  });

  it('say of the whole that nothing waits, and that a worker lives', async () => {
    const web = await figuresOf(world.metricsUrls.web);

    expect(total(web, 'encore_inbox_stored')).toBe(0);
    expect(total(web, 'encore_turns_due')).toBe(0);
    expect(total(web, 'encore_messages_unknown')).toBe(0);
    expect(total(web, 'encore_workers_live')).toBe(1);
    expect(total(web, 'encore_workers_stalled')).toBe(0);
  });

  it('name no shop and nobody', async () => {
    for (const url of Object.values(world.metricsUrls)) {
      const page = await (await fetch(url)).text();

      expect(page).not.toMatch(/quistorp|ottilie|myshopify/i);
    }
  });
});

describe('the worker by itself', () => {
  it('is alive and ready on the port of its metrics', async () => {
    const base = world.metricsUrls.worker.replace('/metrics', '');

    const [health, ready] = await Promise.all([fetch(`${base}/healthz`), fetch(`${base}/readyz`)]);

    expect([health.status, ready.status]).toEqual([200, 200]);
  });
});

describe('logs of a life', () => {
  const lines = (): readonly string[] => readFileSync(logFile, 'utf8').trim().split('\n');

  it('are one JSON object a line, each with its event', () => {
    const parsed = lines().map((line) => lineSchema.parse(JSON.parse(line)));

    expect(parsed.length).toBeGreaterThan(1);
    expect(parsed.map(({ msg }) => msg)).toContain('webhook refused');
  });

  it('name nobody and carry no secret', () => {
    const text = lines().join('\n');

    expect(text).not.toMatch(/quistorp|ottilie|@example\.com/i);
    expect(text).not.toContain('test-secret');
    expect(text).not.toMatch(/shp[a-z]{2}_|"eyJ|Bearer /);
  });

  it('give every failure a code', () => {
    const failures = lines()
      .map((line) => lineSchema.parse(JSON.parse(line)))
      .filter(({ level }) => level >= 40);

    for (const failure of failures) expect(failure).toHaveProperty('code');
  });
});

describe('commands on a life', () => {
  it('encore doctor finds nothing that fails', async () => {
    let diagnosis = parseDiagnosis(await runCommand(world.mongodbUri, 'doctor', '--json'));
    await eventually(async () => {
      diagnosis = parseDiagnosis(await runCommand(world.mongodbUri, 'doctor', '--json'));
      return diagnosis.level === 'ok';
    }, 30_000).catch(() => undefined);

    expect(diagnosis.checks.filter(({ level }) => level !== 'ok')).toEqual([]);
  });

  it('encore explain tells why somebody got a mail, and why somebody else did not', async () => {
    const sent = await runCommand(world.mongodbUri, 'explain', '--address', 'leaves@quistorp.example');
    const skipped = await runCommand(
      world.mongodbUri,
      'explain',
      '--shop',
      shop,
      '--address',
      'nobody@quistorp.example',
      '--json',
    );

    expect([sent.code, skipped.code]).toEqual([0, 0]);
    expect(sent.out).toContain('checkout-1');
    expect(skipped.out).toContain('no_consent');
  });

  it('encore explain says when nobody is known by that', async () => {
    const { code, out } = await runCommand(
      world.mongodbUri,
      'explain',
      '--address',
      'stranger@quistorp.example',
      '--json',
    );

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('encore explain wants one way to say who', async () => {
    const { code, err } = await runCommand(
      world.mongodbUri,
      'explain',
      '--address',
      'a@b.example',
      '--customer',
      '7',
    );

    expect(code).toBe(2);
    expect(err).toContain('say who');
  });
});
