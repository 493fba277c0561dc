import express from 'express';
import type { Express } from 'express';
import request from 'supertest';
import type { Test } from 'supertest';
import { readConfig } from '../../app/config.ts';
import type { ApiServices } from '../../app/http/api/api-deps.ts';
import { createApiRouter } from '../../app/http/api/api-router.ts';
import { wireApiServices } from '../../app/wiring/api.ts';
import { openData } from '../../app/wiring/data.ts';
import type { Data } from '../../app/wiring/data.ts';
import { wireFlowJobs } from '../../app/wiring/flow-life.ts';
import type { FlowJobs } from '../../app/wiring/flow-life.ts';
import { wireFlows } from '../../app/wiring/flows.ts';
import { wireIntake } from '../../app/wiring/intake.ts';
import type { Flows } from '../../app/wiring/flows.ts';
import { wireLinks } from '../../app/wiring/links.ts';
import type { NewEnrollment } from '../../engine/engine-store.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import { asContactId, asFlowId, asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import { silentLogger } from '../../lib/logger.ts';
import { testDatabase } from '../mongo.ts';
import { aShop } from './builders.ts';

export const lumen = asShopId('lumen.myshopify.com');
export const stranger = asShopId('stranger.myshopify.com');
export const anchorAt = new Date('2026-03-10T12:00:00.000Z');

const environment = {
  MONGODB_URI: 'mongodb://embedded',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  APP_URL: 'https://encore.example/',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

/** What the world signs its links with. */
export const worldLinks = wireLinks(readConfig(environment));

/** The cart program with other steps. */
export const programOf = (steps: readonly Step[], changes: Partial<FlowProgram> = {}): FlowProgram => ({
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 300,
  usefulFor: 'PT72H',
  steps,
  ...changes,
});

export const wait = (id: string, duration: string): Step => ({
  id,
  key: 'wait',
  args: { for: duration, from: 'entry' },
});
export const mail = (id: string, template = 'checkout-1'): Step => ({
  id,
  key: 'send-email',
  args: { template },
});

/** Somebody who waits in a step of lumen's cart flow. */
export const waitingIn = (
  step: string,
  about: string,
  changes: Partial<NewEnrollment> = {},
): NewEnrollment => ({
  shop: lumen,
  flow: asFlowId('abandoned-checkout'),
  contact: asContactId(`contact-of-${about}`),
  about,
  occurrence: '',
  version: 1,
  dueAt: new Date(anchorAt.getTime() + 30 * 60_000),
  step,
  anchorAt,
  plannedAt: anchorAt,
  variables: {},
  heldOut: false,
  enteredAt: anchorAt,
  ...changes,
});

type Ask = (method: 'get' | 'post' | 'patch', path: string, body?: object) => Test;

export interface LifeWorld {
  readonly data: Data;
  readonly flows: Flows;
  readonly services: ApiServices;
  readonly jobs: FlowJobs;
  /** What was handed to the queue, as `name payload`. */
  readonly queued: { readonly name: string; readonly payload: unknown }[];
  readonly app: Express;
  ask: Ask;
  as(shop: ShopId): Ask;
  close(): Promise<void>;
}

const install = async (data: Data, flows: Flows, shop: ShopId): Promise<void> => {
  const { id: _id, platform: _platform, status: _status, installedAt: _at, ...settings } = aShop();
  await data.shop.shops.install(shop, { platform: 'shopify', settings, at: anchorAt });
  await flows.service.ensurePresets(shop, 'live');
};

/** Flows, their life and the API, wired as in production over a real database; two shops are installed. */
export const createLifeWorld = async (
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<LifeWorld> => {
  const config = readConfig({ ...environment, ...settings });
  const database = await testDatabase(name);
  const data = await openData(database.connection, { watchClock: false });
  const flows = wireFlows(data, silentLogger);
  const queued: { name: string; payload: unknown }[] = [];
  const queue: Queue = {
    enqueue: async (job, payload) => {
      queued.push({ name: job, payload });
    },
  };
  const intake = wireIntake(data);
  const services = wireApiServices({ config, data, flows, queue, intake, logger: silentLogger });
  for (const shop of [lumen, stranger]) await install(data, flows, shop);
  const app = express();
  app.set('query parser', 'simple');
  const verifySessionToken = async (token: string) => ({
    shop: asShopId(token.replace(/\.t\.t$/, '').replaceAll('_', '.')),
    user: '7',
  });
  app.use('/api', createApiRouter({ services, verifySessionToken, logger: silentLogger }));
  const as =
    (shop: ShopId): Ask =>
    (method, path, body) => {
      const asked = request(app)
        [method](`/api${path}`)
        .set('Authorization', `Bearer ${tokenOf(shop)}`);
      return body === undefined ? asked : asked.send(body);
    };
  return {
    data,
    flows,
    services,
    jobs: wireFlowJobs({ data, flows }),
    queued,
    app,
    ask: as(lumen),
    as,
    close: async () => {
      await data.clock.close();
      await database.drop();
    },
  };
};

/** Dots are the token's own. */
const tokenOf = (shop: ShopId): string => `${shop.replaceAll('.', '_')}.t.t`;
