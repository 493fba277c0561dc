import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import type { z } from 'zod';
import { asShopId } from '../../../lib/brand.ts';
import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { parseJson } from '../../../lib/json.ts';
import type { Logger } from '../../../lib/logger.ts';
import type { ContactRepository } from '../../../shop/contacts.repository.ts';
import type { Intake } from '../../../shop/inbox/intake.ts';
import { readRawBody } from '../raw-body.ts';
import { isShopDomain } from '../shop-domain.ts';
import { isSigned } from '../webhook-signature.ts';
import { lifecycleSchema, startFlowSchema } from './flow-payloads.ts';
import type { FlowRows } from './flow-rows.repository.ts';
import { toFlowDelivery } from './interpret-flow-request.ts';
import { flowTriggers } from './triggers.ts';

export interface FlowRouterDeps {
  /** The current one first, then the one before it while Shopify still uses it. */
  readonly secrets: readonly string[];
  readonly rows: Pick<FlowRows, 'hear'>;
  readonly intake: Pick<Intake, 'accept'>;
  readonly contacts: Pick<ContactRepository, 'findByCustomerId'>;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
  /** Whether a live flow of the shop is asked for by that name. */
  readonly isAskedFor: (shop: ShopId, name: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const maxBodyBytes = 64 * 2 ** 10;

/** The signature is looked at before anything the request says. */
const readSigned = async (request: IncomingMessage, secrets: readonly string[]): Promise<unknown> => {
  const body = await readRawBody(request, maxBodyBytes);
  const signature = request.headers['x-shopify-hmac-sha256'];
  if (typeof signature !== 'string') throw new EncoreError('signature_missing');
  if (body === undefined) throw new EncoreError('body_too_large');
  if (!isSigned(body, signature, secrets)) throw new EncoreError('signature_wrong');
  try {
    return parseJson(body.toString());
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

const parse = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]),
  );
  throw new EncoreError('payload_invalid', { fields });
};

const shopOf = (domain: string): ShopId => {
  const shop = domain.toLowerCase();
  if (!isShopDomain(shop))
    throw new EncoreError('payload_invalid', { fields: { shopify_domain: 'malformed' } });
  return asShopId(shop);
};

/** A shop's workflows begin or cease to listen. A trigger we do not know is nothing to us, and no reason to refuse. */
const hearLifecycle = async ({ rows, logger }: FlowRouterDeps, body: unknown): Promise<void> => {
  const told = parse(lifecycleSchema, body);
  const shop = shopOf(told.shopify_domain);
  const id = told.flow_trigger_definition_id;
  const trigger = flowTriggers.find(({ handle, name }) => handle === id || name === id)?.handle;
  if (trigger === undefined) {
    logger.warn({ shop, trigger: id }, 'lifecycle of a trigger that is not ours');
    return;
  }
  await rows.hear(shop, { trigger, listening: told.has_enabled_flow, at: told.timestamp });
};

/** Stored before it is answered. What Shopify should try again later is 503; what it can't mend is 4xx, and fails the run. */
const startFlow = async (deps: FlowRouterDeps, body: unknown): Promise<void> => {
  const { shopify_domain: domain, action_run_id: request, properties } = parse(startFlowSchema, body);
  const { customer_id: customerId, name } = properties;
  const shop = shopOf(domain);
  if (!(await deps.isInstalled(shop))) throw new EncoreError('shop_not_installed');
  if (!(await deps.isAskedFor(shop, name))) throw new EncoreError('flow_not_asked_for', { fields: { name } });
  if ((await deps.contacts.findByCustomerId(shop, customerId)) === undefined)
    throw new EncoreError('customer_unknown_yet');
  await deps.intake.accept(toFlowDelivery(shop, { request, customerId, name }, deps.clock.now()));
};

const answer = (response: ServerResponse, status: number, body: object): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
};

const refuse = (response: ServerResponse, error: unknown, { logger }: FlowRouterDeps): void => {
  const { code, message, status, fields, cause } =
    error instanceof EncoreError ? error : new EncoreError('inbox_unavailable', { cause: error });
  logger.warn({ code, err: cause }, 'Shopify Flow refused');
  answer(response, status, { error: { code, message, ...(fields !== undefined && { fields }) } });
};

/** `POST /webhooks/shopify-flow/lifecycle` and `/start`. Must stand before any body parser. */
export const createFlowRouter = (deps: FlowRouterDeps): Router => {
  const router = Router();
  const paths = { lifecycle: hearLifecycle, start: startFlow };
  for (const [path, handle] of Object.entries(paths))
    router.post(`/webhooks/shopify-flow/${path}`, async (request, response) => {
      try {
        await handle(deps, await readSigned(request, deps.secrets));
        answer(response, 200, {});
      } catch (error) {
        refuse(response, error, deps);
      }
    });
  return router;
};
