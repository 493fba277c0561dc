import { createRunner } from '../server/engine/runner.ts';
import type { Runner } from '../server/engine/runner.ts';
import { sweepTurns } from '../server/engine/sweep.ts';
import type { Config } from '../server/app/config.ts';
import { startHealthServer } from '../server/app/http/health-server.ts';
import type { HealthServer } from '../server/app/http/health-server.ts';
import { meterData } from '../server/app/metrics/meter-data.ts';
import { meterApplier } from '../server/app/metrics/meter-inbox.ts';
import { meterJobs } from '../server/app/metrics/meter-jobs.ts';
import { meterTransport } from '../server/app/metrics/meter-mail.ts';
import { createMeters } from '../server/app/metrics/meters.ts';
import type { Meters } from '../server/app/metrics/meters.ts';
import { createPulse } from '../server/app/metrics/pulse.ts';
import { addLoopGauges } from '../server/app/metrics/state-gauges.ts';
import { createReadiness } from '../server/app/readiness.ts';
import { wireOwnSending } from '../server/app/wiring/accounts.ts';
import { wireActs } from '../server/app/wiring/acts.ts';
import { startCounting, wirePlanPlaces, wireReadSubscriptions } from '../server/app/wiring/billing.ts';
import { openData } from '../server/app/wiring/data.ts';
import type { Data } from '../server/app/wiring/data.ts';
import { wireFlowJobs } from '../server/app/wiring/flow-life.ts';
import { wireLearning } from '../server/app/wiring/learning.ts';
import { wireIncludeJob } from '../server/app/wiring/flow-past.ts';
import { wireFiguresJob } from '../server/app/wiring/figures.ts';
import { wireFlows } from '../server/app/wiring/flows.ts';
import type { Flows } from '../server/app/wiring/flows.ts';
import { wireApplier } from '../server/app/wiring/applier.ts';
import { wireBackfillJobs } from '../server/app/wiring/backfill.ts';
import { wirePixel } from '../server/app/wiring/platform.ts';
import { wireFireTriggers } from '../server/app/wiring/shopify-flow.ts';
import { wireShopifyUpkeep } from '../server/app/wiring/shopify-upkeep.ts';
import { wirePrivacyJobs } from '../server/app/wiring/privacy.ts';
import { wireWooSync } from '../server/app/wiring/woocommerce.ts';
import { sendSettingsOf, wireSendEmail, wireTransport } from '../server/app/wiring/mail.ts';
import { wireOfferJobs } from '../server/app/wiring/offers.ts';
import { wireDomains } from '../server/app/wiring/sending.ts';
import { connectDatabase } from '../server/app/database.ts';
import { createAlarm } from '../server/lib/alarm.ts';
import type { Alarm } from '../server/lib/alarm.ts';
import { asShopId } from '../server/lib/brand.ts';
import { randomToken } from '../server/lib/digest.ts';
import type { Logger } from '../server/lib/logger.ts';
import type { MailAccountPort } from '../server/mail/accounts/mail-account.ts';
import type { PlanPlaces } from '../server/mail/sending/plan-places.ts';
import { sweepMail } from '../server/mail/sweep/mail-sweep.ts';
import type { Transport } from '../server/mail/transport.ts';
import { createShopSystemRepository } from '../server/shop/shops.system.repository.ts';
import { inboxLoop } from './handlers/inbox-loop.ts';
import { createHeartbeat } from './heartbeat.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { JobHandlers } from './job-handlers.ts';
import { schedulesFor } from './schedules.ts';
import type { ShopTimeJob } from './schedules.ts';
import { createShopTime } from './shop-time.ts';
import type { ShopTime } from './shop-time.ts';
import { startWorker } from './worker.ts';

const freshMs = 10_000;
const readyFreshMs = 30_000;

interface Parts {
  readonly config: Config;
  readonly data: Data;
  readonly flows: Flows;
  readonly transport: Transport;
  readonly accounts: MailAccountPort | undefined;
  readonly meters: Meters;
  /** Rung by whoever finds mails held back by a delivery that is not applied yet. */
  readonly inboxAlarm: Alarm;
  readonly plans: PlanPlaces | undefined;
  readonly logger: Logger;
}

const liveIds = async (data: Data): Promise<ReadonlySet<string>> =>
  new Set((await data.engine.workers.live(freshMs)).map(({ id }) => id));

const wireRunner = (parts: Parts): Runner => {
  const { data, flows, logger } = parts;
  const liveWorkers = async (): Promise<number> => (await liveIds(data)).size;
  return createRunner({
    store: data.engine.store,
    facts: flows.ports.facts,
    programs: flows.runtime.programs,
    steps: flows.runtime.steps,
    executors: [wireSendEmail({ ...parts, liveWorkers, onHeld: parts.inboxAlarm.wake }), ...wireActs(parts)],
    decisions: data.engine.decisions,
    clock: data.clock,
    logger,
    liveWorkers,
  });
};

const wireShopTime = (parts: Parts): ShopTime => {
  const { data, flows } = parts;
  const shops = createShopSystemRepository(data.connection);
  const learning = wireLearning(parts);
  const learn = async (): Promise<void> => {
    for (const shop of await shops.listInstalled()) await learning.learnIfNews(shop);
  };
  const scan = async (): Promise<void> => {
    for (const shop of await shops.listInstalled()) await flows.scan(shop);
  };
  const jobs: Record<ShopTimeJob, () => Promise<void>> = {
    'companions.learn': learn,
    'flows.scan': scan,
    'offers.outlive': () => wireOfferJobs(parts).tendAll(),
  };
  return createShopTime({ schedules: data.engine.schedules, clock: data.clock, run: (job) => jobs[job]() });
};

interface Loops {
  readonly runner: Runner;
  readonly shopTime: ShopTime;
}

const handlersOf = (parts: Parts, { runner, shopTime }: Loops): Omit<JobHandlers, 'workers.reap'> => {
  const { data, flows, transport, logger } = parts;
  const applier = meterApplier(wireApplier(parts), parts.meters);
  const backfills = wireBackfillJobs(parts);
  const activatePixel = wirePixel(parts);
  const wooSync = wireWooSync(parts);
  const readSubscriptions = wireReadSubscriptions(parts);
  const fireWorkflows = wireFireTriggers(parts);
  const flowJobs = wireFlowJobs(parts);
  const shopify = wireShopifyUpkeep(parts);
  const privacyJobs = wirePrivacyJobs(parts);
  const domains = wireDomains(parts);
  const offers = wireOfferJobs(parts);
  const countFigures = wireFiguresJob(parts);
  const { ledger, sweep } = data.mail.system;
  const { store } = data.engine;
  const sweeping = {
    ledger: { rows: ledger, sweep, caps: data.mail.caps },
    enrollments: store,
    programs: flows.runtime.programs,
    transport,
    clock: data.clock,
    settings: sendSettingsOf(parts.config),
  };
  return {
    'worker.dispatch': (_payload, signal) => runner.run(signal),
    'worker.inbox': (_payload, signal) =>
      inboxLoop({ applier, onApplied: runner.wake, alarm: parts.inboxAlarm }, signal),
    'turns.sweep': async () => void (await sweepTurns(store, logger)),
    'messages.sweep': async () => void (await sweepMail(sweeping)),
    'offers.tend': offers.tend,
    'offers.tend-all': (_payload, signal) => offers.tendAll(signal),
    'domains.check': async () => domains?.checkDue(),
    'schedules.tick': () => shopTime.runDue(),
    'companions.learn': () => shopTime.runDue(),
    'shopify.reconcile': (_payload, signal) => shopify.reconcile(signal),
    'shopify.consents': (_payload, signal) => shopify.writeConsents(signal),
    'shopify.keep-alive': (_payload, signal) => shopify.keepTokens(signal),
    'workflows.fire': (_payload, signal) => fireWorkflows(signal),
    'billing.read-all': (_payload, signal) => shopify.readSubscriptions(signal),
    'billing.read': async ({ shop }) => readSubscriptions(asShopId(shop)),
    'privacy.sweep': privacyJobs.sweep,
    'privacy.retain': privacyJobs.retain,
    'flow.archive': flowJobs.archive,
    'flow.move': flowJobs.move,
    'woocommerce.sync': async ({ shop }, signal) => void (await wooSync.run(asShopId(shop), signal)),
    'woocommerce.sync-all': (_payload, signal) => wooSync.runAll(signal),
    'figures.write': (_payload, signal) => countFigures(signal),
    'pixel.activate': async ({ shop }) => activatePixel(asShopId(shop)),
    'flow.include': wireIncludeJob(parts),
    'shop.backfill': ({ shop }, signal) => backfills.one(asShopId(shop), signal),
    'shop.backfill-rest': backfills.rest,
  };
};

/** This worker's own health and figures, when asked for. */
const serveHealth = async (parts: Parts, id: string): Promise<HealthServer | undefined> => {
  const { config, data, meters, logger } = parts;
  if (config.metricsPort === undefined) return undefined;
  const self = async () => (await data.engine.workers.live(readyFreshMs)).filter((one) => one.id === id);
  const server = await startHealthServer({
    checks: createReadiness({ liveWorkers: self, timeoutMs: 3000 }),
    registry: meters.registry,
    metricsToken: config.metricsToken,
    port: config.metricsPort,
    logger,
  });
  logger.info({ port: server.port }, 'metrics listening');
  return server;
};

export interface RunningWorker {
  readonly id: string;
  /** Where its metrics are, with METRICS_PORT set. */
  readonly metricsPort: number | undefined;
  stop(): Promise<void>;
}

/** The demo's clock jumps: what is due by then is due at once. */
const wakeOnJump = ({ data, logger }: Parts, { runner, shopTime }: Loops, heartbeat: Heartbeat): void => {
  data.clock.onJump(() => {
    runner.wake();
    void heartbeat.beat();
    void shopTime.runDue().catch((error: unknown) => logger.error({ err: error }, 'shop-time jobs failed'));
  });
};

/** Builds the worker from real parts and starts it. Throws `database_unreachable`. */
export const composeWorker = async (config: Config, logger: Logger): Promise<RunningWorker> => {
  const connection = await connectDatabase(config.mongodbUri, logger);
  const meters = createMeters();
  const pulse = createPulse();
  const opened = await openData(connection, {
    watchClock: config.demo !== undefined,
    timing: config.timing,
  });
  const data = meterData(opened, meters, pulse);
  const transport = meterTransport(wireTransport(config, data.mail), meters);
  const ownSending = wireOwnSending({ config, data, logger }, (own) => meterTransport(own, meters));
  const parts: Parts = {
    config,
    data,
    flows: wireFlows(data, logger),
    transport,
    accounts: ownSending.accounts,
    meters,
    inboxAlarm: createAlarm(),
    plans: wirePlanPlaces({ config, data }),
    logger,
  };
  const loops: Loops = { runner: wireRunner(parts), shopTime: wireShopTime(parts) };
  const id = randomToken(9);
  await loops.shopTime.plan();
  addLoopGauges(meters, pulse);
  const { workers } = data.engine;
  const { clock } = data;
  const heartbeat = createHeartbeat({ id, workers, clock, stalled: pulse.stalled, logger });
  await heartbeat.start();
  wakeOnJump(parts, loops, heartbeat);
  const worker = await startWorker({
    workerId: id,
    database: connection.getClient().db(connection.name),
    handlers: meterJobs(handlersOf(parts, loops), meters),
    liveWorkers: () => liveIds(data),
    schedules: schedulesFor(config.timing),
    logger,
  });
  const stopCounting = startCounting(parts.plans, logger);
  const health = await serveHealth(parts, id);
  return {
    id,
    metricsPort: health?.port,
    stop: async () => {
      await health?.close();
      await worker.stop();
      await stopCounting();
      await heartbeat.stop();
      await transport.close();
      await ownSending.close();
      await data.clock.close();
      await connection.close();
    },
  };
};
