import type { Router } from 'express';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import { loadFlows } from '../../flows/running-flows.ts';
import { listensForRequest } from '../../flows/triggers/listens-for-request.ts';
import { createAcceptedMessages } from '../../mail/ledger/accepted-messages.repository.ts';
import { collectSent } from '../../platforms/shopify/flow/collect-sent.ts';
import { createDueFirings } from '../../platforms/shopify/flow/due-firings.system.repository.ts';
import { fireTriggers } from '../../platforms/shopify/flow/fire-triggers.ts';
import { createFlowRouter } from '../../platforms/shopify/flow/flow-router.ts';
import { createFlowRows } from '../../platforms/shopify/flow/flow-rows.repository.ts';
import { createReceiveTrigger } from '../../platforms/shopify/flow/receive-trigger.ts';
import { createWorkflows } from '../../platforms/shopify/flow/workflows.ts';
import type { ShopifyWorkflows } from '../../platforms/shopify/flow/workflows.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import type { Config } from '../config.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';
import { wireAdmin } from './platform.ts';

interface Parts {
  readonly config: Config;
  readonly data: Data;
  readonly flows: Flows;
  readonly logger: Logger;
}

/** What Shopify Flow asks and tells. */
export const wireFlowRouter = (
  parts: Parts & {
    readonly intake: Pick<Intake, 'accept'>;
    readonly isInstalled: (shop: ShopId) => Promise<boolean>;
  },
): Router => {
  const { config, data, flows, intake, isInstalled, logger } = parts;
  return createFlowRouter({
    secrets: config.shopify.secrets,
    rows: createFlowRows(data.connection),
    intake,
    contacts: data.shop.contacts,
    isInstalled,
    isAskedFor: async (shop, name) => listensForRequest(await loadFlows(flows.runtime, shop), name),
    clock: data.clock,
    logger,
  });
};

/** A turn waits for these, so they give up within seconds; the ledger tries again. */
export const wireWorkflows = (parts: Pick<Parts, 'config' | 'data'>): ShopifyWorkflows =>
  createWorkflows(createReceiveTrigger(wireAdmin(parts, 50).admin));

/** "Encore sent an email", for the shops whose workflows listen. */
export const wireFireTriggers = (parts: Parts): ((signal: AbortSignal) => Promise<void>) => {
  const { data, flows, logger } = parts;
  const { connection } = data;
  const due = createDueFirings(connection);
  const rows = createFlowRows(connection);
  const accepted = createAcceptedMessages(connection);
  const receive = createReceiveTrigger(wireAdmin(parts).admin);
  const flowTitles = async (shop: ShopId): Promise<ReadonlyMap<FlowId, string>> =>
    new Map((await flows.runtime.flows.list(shop)).map(({ id, title }) => [id, title]));
  return async (signal) => {
    await collectSent({ due, rows, accepted, flowTitles }, signal);
    await fireTriggers({ due, rows, contacts: data.shop.contacts, receive, logger }, signal);
  };
};
