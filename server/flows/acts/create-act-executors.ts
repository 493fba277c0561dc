import type { EffectExecutor } from '../../engine/effect.ts';
import type { ContactProperties } from '../../shop/contact-properties.repository.ts';
import type { ContactFacts } from '../shop-facts.ts';
import { createActExecutor } from './act.executor.ts';
import type { ActDeps } from './act-deps.ts';
import { createCallUrl } from './call-url.ts';
import type { CallDeps } from './call-url.ts';
import { createStartWorkflow } from './start-workflow.ts';
import type { Workflows } from './start-workflow.ts';
import { createSetProperty } from './set-property.ts';
import { createTagContact } from './tag-contact.ts';
import type { CustomerTags } from './tag-contact.ts';

export interface ActParts {
  readonly deps: ActDeps;
  readonly contacts: Pick<ContactFacts, 'findMany'>;
  readonly properties: ContactProperties;
  readonly tags: CustomerTags;
  readonly workflows: Workflows;
  readonly calls: Omit<CallDeps, 'contacts'>;
}

/** Everything the `act` step may ask for. */
export const createActExecutors = (parts: ActParts): readonly EffectExecutor[] => {
  const { deps, contacts, properties, tags, workflows, calls } = parts;
  return [
    createSetProperty(properties),
    createTagContact(contacts, tags),
    createCallUrl({ ...calls, contacts }),
    createStartWorkflow(contacts, workflows),
  ].map((performer) => createActExecutor(performer, deps));
};
