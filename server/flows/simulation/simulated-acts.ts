import type { EffectExecutor } from '../../engine/effect.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import type { Logger } from '../../lib/logger.ts';
import type { ContactProperties } from '../../shop/contact-properties.repository.ts';
import { createActExecutors } from '../acts/create-act-executors.ts';
import { createMemoryEffects } from './memory/memory-effects.ts';
import type { MemoryContacts } from './memory/memory-contacts.ts';
import type { MemoryFlows } from './memory/memory-flows.ts';

const created = 201;

const createProperties = (contacts: MemoryContacts): ContactProperties => ({
  set: async (shop, id, { name, value }) => {
    const contact = (await contacts.findMany(shop, [id])).get(id);
    if (contact === undefined) return 'contact_gone';
    const { [name]: _before, ...others } = contact.properties ?? {};
    contacts.setProperties(contact.id, value === null ? others : { ...others, [name]: value });
    return 'done';
  },
});

export interface SimulatedActDeps {
  readonly contacts: MemoryContacts;
  readonly flows: MemoryFlows;
  readonly store: Pick<EngineStore, 'findMany'>;
  readonly logger: Logger;
}

/** Properties are set, for later steps read them; what would leave Encore stays here and is taken as done. */
export const createSimulatedActs = ({
  contacts,
  flows,
  store,
  logger,
}: SimulatedActDeps): readonly EffectExecutor[] =>
  createActExecutors({
    deps: { effects: createMemoryEffects(), enrollments: store, flows, logger },
    contacts,
    properties: createProperties(contacts),
    tags: { add: async () => 'done' },
    workflows: { start: async () => 'done' },
    calls: { post: async () => ({ kind: 'answered', status: created }), secretOf: () => '' },
  });
