import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { Config } from '../config.ts';
import type { ApiServices } from '../http/api/api-deps.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import { createSettingsService } from '../../shop/settings-service.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { createMessagesReader } from '../services/messages-reader.ts';
import { createLiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import { wireAccountService } from './accounts.ts';
import { wireCreditedOrders } from './conversions.ts';
import type { Data } from './data.ts';
import { wireBilling, wireFlowAllowance } from './billing.ts';
import { wireExplain } from './explain.ts';
import { wireFigures } from './figures.ts';
import { wireFlowDrafts } from './flow-drafts.ts';
import { wireFlowPast } from './flow-past.ts';
import { wireHome } from './home.ts';
import { wireTimingPages } from './learning.ts';
import { wireFlowLife } from './flow-life.ts';
import type { Flows } from './flows.ts';
import { wireDeliverability, wireDomains, wireSending } from './sending.ts';
import { wirePeople } from './people.ts';
import { wirePrivacyServices } from './privacy.ts';
import { wireTemplatePages } from './template-pages.ts';
import { wireOfferService } from './offers.ts';
import { templateKeysOf, wireCheck, wireOwnTemplates } from './templates.ts';

export interface ApiParts {
  readonly config: Config;
  readonly data: Data;
  readonly flows: Flows;
  readonly queue: Queue;
  readonly intake: Pick<Intake, 'accept'>;
  readonly logger: Logger;
}

/** What the admin reads and changes. */
export const wireApiServices = (parts: ApiParts): ApiServices => {
  const { config, data, flows, queue, intake, logger } = parts;
  const { contacts, shops } = data.shop;
  const sandbox = createLiquidSandbox();
  const offers = wireOfferService(data, queue);
  const check = wireCheck({ data, flows, sandbox, offers });
  const flowTitles = async (shop: ShopId): Promise<ReadonlyMap<FlowId, string>> =>
    new Map((await flows.runtime.flows.list(shop)).map(({ id, title }) => [id, title]));
  const asked = {
    offers,
    sending: wireSending({ config, data, logger }),
    mailAccounts: wireAccountService({ config, data, logger }, wireDomains({ config, data, logger })),
    figures: wireFigures({ config, data, flows }),
  };
  return {
    shops: { find: async (shop) => (await shops.find(shop)) ?? null },
    flows: flows.service,
    life: wireFlowLife({ data, flows, allowance: wireFlowAllowance(config, data) }, check, queue),
    drafts: wireFlowDrafts({ data, flows }, check),
    templateKeys: templateKeysOf(data),
    ownTemplates: wireOwnTemplates({ data, flows, sandbox }),
    past: wireFlowPast({ data, flows }, queue),
    explain: wireExplain(data, flows),
    ...wirePeople(data, flows),
    ...wirePrivacyServices({ config, data }, intake),
    ...wireTimingPages({ data, flows }),
    messages: createMessagesReader({
      messages: data.mail.messages,
      events: createMessageEvents(data.connection),
      contacts,
      creditedOrders: wireCreditedOrders(data),
      flowTitles,
      aheadMs: () => data.clock.offsetMs(),
    }),
    ...wireHome(parts, asked),
    ...wireTemplatePages({ config, data, flows, sandbox, logger }),
    ...asked,
    billing: wireBilling({ config, data }),
    deliverability: wireDeliverability({ config, data, logger }, sandbox),
    settings: createSettingsService({ shops, journal: data.shop.journal, clock: data.clock }),
    clock: data.clock,
    outboxUrl: config.demo !== undefined && config.mail.transport === 'outbox' ? '/demo/outbox' : undefined,
  };
};
