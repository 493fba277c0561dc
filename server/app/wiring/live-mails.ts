import { createCompanionSource } from '../../flows/companions/companion-source.ts';
import { createCompanionsRepository } from '../../flows/companions/companions.repository.ts';
import { createKinds } from '../../flows/create-kinds.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createProgramSource } from '../../flows/program-source.ts';
import { createShopFacts } from '../../flows/shop-facts-from.ts';
import { createReorderIntervalsRepository } from '../../flows/timing/reorder-intervals.repository.ts';
import type { Logger } from '../../lib/logger.ts';
import { createComposer } from '../../mail/compose/create-composer.ts';
import type { LiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import type { LiveMails } from '../../mail/deliverability/live-mail.ts';
import type { Links } from '../../mail/links/links.ts';
import { createOwnTemplates } from '../../mail/templates/own/own-templates.repository.ts';
import { createTemplateSource } from '../../mail/templates/own/template-source.ts';
import { createTemplateVersions } from '../../mail/templates/own/template-versions.repository.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import type { Connection } from '../database.ts';
import { createLiveMails } from '../services/live-mails.ts';
import type { LiveMailsDeps } from '../services/live-mails.ts';
import { steps } from './steps.ts';

export interface LiveMailParts extends Pick<LiveMailsDeps, 'senderOf' | 'now'> {
  readonly connection: Connection;
  readonly links: Links;
  readonly sandbox: LiquidSandbox;
  readonly logger: Logger;
}

/** Reads and writes nothing, so that the doctor may use it on any database. */
export const wireLiveMails = ({ connection, links, sandbox, logger, ...own }: LiveMailParts): LiveMails => {
  const shop = createShopRepositories(connection);
  const learned = {
    companions: createCompanionSource(createCompanionsRepository(connection)),
    timings: createReorderIntervalsRepository(connection),
  };
  const templates = createTemplateSource({
    templates: createOwnTemplates(connection),
    versions: createTemplateVersions(connection),
  });
  return createLiveMails({
    ...own,
    shops: shop.shops,
    flows: createFlowRepository(connection),
    programs: createProgramSource({ versions: createFlowVersionRepository(connection), steps, logger }),
    kinds: createKinds(createShopFacts(shop), learned),
    composer: createComposer({ templates, links, sandbox }),
  });
};
