import type { mongo } from 'mongoose';
import { freePort } from '../../../app/standalone/mongod/free-port.ts';
import { monotonicMs } from '../../../lib/clock.ts';
import { startProviderDouble } from '../../mail/provider-double.ts';
import type { ProviderDouble } from '../../mail/provider-double.ts';
import { tempFolder } from '../../temp-folder.ts';
import { createTraps } from '../points/trap.ts';
import type { Traps } from '../points/trap.ts';
import { startDatabaseProxy } from '../proxies/database-proxy.ts';
import type { DatabaseProxy } from '../proxies/database-proxy.ts';
import { startProviderProxy } from '../proxies/provider-proxy.ts';
import type { Written } from '../proxies/provider-proxy.ts';
import { startFaultMongod } from './fault-mongod.ts';
import type { FaultMongod } from './fault-mongod.ts';
import { timingEnvironment } from './fault-timing.ts';
import { createPart } from './part.ts';
import type { Part, PartPlan } from './part.ts';
import { createProviderKeys } from './provider-keys.ts';
import { credentials, merchantOf, shopNames, startShops } from './shops.ts';

/** A process of the product with ways of its own to the database and to the provider. */
export interface Member extends Part {
  readonly database: DatabaseProxy;
}

export interface FaultWorld {
  readonly appUrl: string;
  readonly mongod: FaultMongod;
  /** The product's database, as nobody in the trial can change it. */
  readonly db: mongo.Db;
  readonly provider: ProviderDouble;
  readonly traps: Traps;
  readonly web: Member;
  readonly workers: readonly Member[];
  /** Every request for a mail that was written to the provider, oldest first. */
  readonly written: readonly Written[];
  member(name: string): Member | undefined;
  /** A batch of its event webhook, signed unless told; the status of the answer. */
  tell(events: readonly object[], signature?: string): Promise<number>;
  /** The provider tells of mails it took. */
  tellOf(
    messages: readonly { readonly message: string; readonly shop: string; readonly address: string }[],
  ): Promise<number>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly workers: number;
  /** More environment for all parts. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** What stands before `node` of a worker. */
  readonly wrapperOf?: ((worker: number) => readonly string[]) | undefined;
  /** Where a worker's output goes. */
  readonly stdioOf?: ((worker: number) => PartPlan['stdio']) | undefined;
  /** Workers are left for the trial to start. */
  readonly leaveWorkers?: boolean | undefined;
}

const database = 'faults';
const compiled = tempFolder();
process.once('exit', () => compiled.remove());

/** What shops without an account of their own send under. */
export const operatorKey = 'SG.faults';

export const openFaultWorld = async (options: WorldOptions): Promise<FaultWorld> => {
  const closings: (() => Promise<unknown>)[] = [];
  const closing = <Thing extends object>(thing: Thing, close: (thing: Thing) => Promise<unknown>): Thing => {
    closings.push(() => close(thing));
    return thing;
  };
  const close = async (): Promise<void> => {
    for (const one of closings.splice(0).toReversed()) await one();
  };
  try {
    const mongod = closing(await startFaultMongod(), (it) => it.stop());
    const provider = closing(await startProviderDouble(), (it) => it.close());
    const shops = closing(await startShops(), (it) => it.close());
    const traps = createTraps();
    const keys = createProviderKeys();
    const written: Written[] = [];
    const port = await freePort();
    const appUrl = `http://127.0.0.1:${port}`;
    const common = {
      ...timingEnvironment(),
      PORT: String(port),
      APP_URL: appUrl,
      SHOPIFY_API_KEY: credentials.apiKey,
      SHOPIFY_API_SECRET: credentials.apiSecret,
      SHOPIFY_ADMIN_BASE_URL: shops.adminUrl,
      ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
      SENDGRID_API_KEY: operatorKey,
      SENDGRID_WEBHOOK_PUBLIC_KEY: keys.publicKey,
      NODE_COMPILE_CACHE: compiled.path,
      LOG_LEVEL: 'info',
      ...options.env,
    };
    const memberOf = async (plan: Omit<PartPlan, 'env'>): Promise<Member> => {
      const tap = traps.tapOf(plan.name);
      const way = closing(await startDatabaseProxy(mongod.port, tap), (it) => it.close());
      const mail = { by: plan.name, targetUrl: provider.baseUrl, tap };
      const onWritten = (one: Written): void => void written.push(one);
      const sender = closing(await startProviderProxy({ ...mail, onWritten }), (it) => it.close());
      const env = () => ({
        ...common,
        MONGODB_URI: `mongodb://127.0.0.1:${way.port}/${database}?replicaSet=encore`,
        SENDGRID_BASE_URL: sender.baseUrl,
      });
      const part = createPart({ ...plan, env });
      closings.push(async () => part.kill());
      return { ...part, database: way };
    };
    const web = await memberOf({ name: 'web', script: 'server/app/main.ts', readyWhen: 'web listening' });
    const workers: Member[] = [];
    for (let number = 1; number <= options.workers; number += 1) {
      workers.push(
        await memberOf({
          name: `worker ${number}`,
          script: 'jobs/main.ts',
          readyWhen: 'worker started',
          wrapper: options.wrapperOf?.(number),
          stdio: options.stdioOf?.(number),
        }),
      );
    }
    await web.start();
    for (const shop of shopNames) {
      const merchant = merchantOf(shop, appUrl);
      await merchant.install();
      await merchant.switchFlow('live');
    }
    if (options.leaveWorkers !== true) await Promise.all(workers.map((worker) => worker.start()));
    const tell: FaultWorld['tell'] = async (events, signature) => {
      const body = JSON.stringify(events);
      const own = keys.headersFor(body);
      const headers =
        signature === undefined ? own : { ...own, 'x-twilio-email-event-webhook-signature': signature };
      const sent = fetch(`${appUrl}/webhooks/sendgrid`, { method: 'POST', headers, body });
      return sent.then(({ status }) => status).catch(() => 0);
    };
    return {
      appUrl,
      mongod,
      db: mongod.client.db(database),
      provider,
      traps,
      web,
      workers,
      written,
      member: (name) => [web, ...workers].find((member) => member.name === name),
      tell,
      tellOf: async (messages) => {
        const events = messages.map(({ message, shop, address }) => ({
          event: 'delivered',
          timestamp: Math.floor((performance.timeOrigin + monotonicMs()) / 1000),
          email: address,
          message_id: message,
          shop,
        }));
        return tell(events);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
