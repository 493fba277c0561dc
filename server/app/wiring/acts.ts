import type { EffectExecutor } from '../../engine/effect.ts';
import { createCallSecrets } from '../../flows/acts/call-signature.ts';
import { createActExecutors } from '../../flows/acts/create-act-executors.ts';
import { createEffectsRepository } from '../../flows/acts/effects.repository.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import type { Logger } from '../../lib/logger.ts';
import { createGuardedPost } from '../../lib/outgoing/guarded-post.ts';
import { createContactProperties } from '../../shop/contact-properties.repository.ts';
import type { Config } from '../config.ts';
import type { Data } from './data.ts';
import { wireCustomerTags } from './platform.ts';
import { wireWorkflows } from './shopify-flow.ts';

export interface ActWiring {
  readonly config: Config;
  readonly data: Data;
  readonly logger: Logger;
}

/** What the `act` step asks for, carried out. */
export const wireActs = ({ config, data, logger }: ActWiring): readonly EffectExecutor[] => {
  const { connection, engine, shop } = data;
  return createActExecutors({
    deps: {
      effects: createEffectsRepository(connection),
      enrollments: engine.store,
      flows: createFlowRepository(connection),
      logger,
    },
    contacts: shop.contacts,
    properties: createContactProperties(connection),
    tags: wireCustomerTags({ config, data }),
    workflows: wireWorkflows({ config, data }),
    calls: { post: createGuardedPost(), secretOf: createCallSecrets(config.encryptionKey) },
  });
};
