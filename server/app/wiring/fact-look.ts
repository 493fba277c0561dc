import type { Connection } from '../database.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import { createFlowPort } from '../../flows/brief.ts';
import { createCompanionSource } from '../../flows/companions/companion-source.ts';
import { createCompanionsRepository } from '../../flows/companions/companions.repository.ts';
import { createKinds } from '../../flows/create-kinds.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createSaidElsewhere } from '../../flows/said-elsewhere.ts';
import { createShopFacts } from '../../flows/shop-facts-from.ts';
import { createReorderIntervalsRepository } from '../../flows/timing/reorder-intervals.repository.ts';
import type { ShopId } from '../../lib/brand.ts';
import { createGateFacts } from '../../mail/gate-facts.ts';
import { createSentMails } from '../../mail/ledger/sent-mails.system.repository.ts';
import type { FactLook } from '../../mail/send/send-ports.ts';
import { onceEach, takeFreshLook } from '../../shop/fresh-look.repository.ts';
import { gatherReads } from '../../shop/row-reads.repository.ts';

/**
 * Everything the gate looks at, over reads of its own: what mail and a flow both ask for is read once, and what is asked
 * for at the same moment is one command. For one pass; nothing outlives it.
 */
export const takeFactLook = (connection: Connection, programs: ProgramPort): FactLook => {
  const read = gatherReads();
  const shop = takeFreshLook(connection, read);
  const facts = createShopFacts(shop);
  const flows = createFlowRepository(connection, read);
  const mails = createSentMails(connection, read);
  const list = onceEach(async (id, keys: readonly 'flows'[]) => {
    const found = await flows.list(id);
    return new Map(keys.map((key) => [key, found]));
  });
  const timings = createReorderIntervalsRepository(connection);
  const companions = createCompanionSource(createCompanionsRepository(connection));
  const inShop = { list: async (id: ShopId) => (await list(id, ['flows'])).get('flows') ?? [] };
  const said = createSaidElsewhere({ flows: inShop, programs, rows: mails });
  return {
    people: createGateFacts(shop),
    flows: createFlowPort({
      facts,
      runtime: {
        kinds: createKinds(facts, { companions, timings, said }),
        flows: inShop,
      },
    }),
    mails,
  };
};
