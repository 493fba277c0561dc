import { createManualClock } from '../../lib/clock.ts';
import type { ManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createDecisionsRepository } from '../../engine/decisions.repository.ts';
import type { DecisionsRepository } from '../../engine/decisions.repository.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import { createEnrollmentCounts } from '../../engine/enrollment-counts.repository.ts';
import { createMongoEngineStore, ensureEngineIndexes } from '../../engine/mongo-engine-store.ts';
import { createCompanionSource } from '../../flows/companions/companion-source.ts';
import { createCompanionsRepository } from '../../flows/companions/companions.repository.ts';
import { createKinds } from '../../flows/create-kinds.ts';
import type { FlowKinds } from '../../flows/flow-kind.ts';
import { createFlowService } from '../../flows/flow-service.ts';
import type { FlowService } from '../../flows/flow-service.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createMessagePort } from '../../flows/message-port-from.ts';
import { createProgramSource } from '../../flows/program-source.ts';
import { createReorderIntervalsRepository } from '../../flows/timing/reorder-intervals.repository.ts';
import { createReactor } from '../../flows/react.ts';
import type { React } from '../../flows/react.ts';
import { createShopFacts } from '../../flows/shop-facts-from.ts';
import type { ShopFacts } from '../../flows/shop-facts.ts';
import { createCaps } from '../../mail/ledger/cap.repository.ts';
import { createMessages } from '../../mail/ledger/messages.repository.ts';
import type { Messages } from '../../mail/ledger/messages.repository.ts';
import { createSystemMessages } from '../../mail/ledger/messages.system.repository.ts';
import type { Ledger } from '../../mail/ledger/ledger.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import type { RecordFacts } from '../../shop/record-facts.ts';
import { ensureShopIndexes } from '../../shop/shop-indexes.repository.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import type { ShopRepositories } from '../../shop/shop-repositories.repository.ts';
import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';
import { steps } from './flow-bench.ts';

/** Everything flows stand on, over a real MongoDB. */
export interface FlowDatabase {
  readonly database: TestDatabase;
  readonly clock: ManualClock;
  readonly repositories: ShopRepositories;
  readonly facts: ShopFacts;
  readonly kinds: FlowKinds;
  readonly store: EngineStore;
  readonly service: FlowService;
  readonly decisions: DecisionsRepository;
  readonly mail: { readonly rows: Ledger; readonly messages: Messages };
  readonly record: RecordFacts;
  readonly react: React;
}

export const flowDatabase = async (name: string, start: Date): Promise<FlowDatabase> => {
  const database = await testDatabase(name);
  const { connection } = database;
  await ensureShopIndexes(connection);
  await ensureEngineIndexes(connection);
  const clock = createManualClock(start);
  const repositories = createShopRepositories(connection);
  const facts = createShopFacts(repositories);
  const timings = createReorderIntervalsRepository(connection);
  const companions = createCompanionSource(createCompanionsRepository(connection));
  const kinds = createKinds(facts, { companions, timings });
  const flows = createFlowRepository(connection);
  const versions = createFlowVersionRepository(connection);
  const programs = createProgramSource({ versions, steps, logger: silentLogger });
  const runtime = { kinds, flows, programs, steps };
  const store = createMongoEngineStore(connection);
  const decisions = createDecisionsRepository(connection);
  const mail = { rows: createSystemMessages(connection).ledger, messages: createMessages(connection) };
  const messages = createMessagePort({ ...mail, caps: createCaps(connection) });
  const counts = createEnrollmentCounts(connection);
  return {
    database,
    clock,
    repositories,
    facts,
    kinds,
    store,
    decisions,
    mail,
    service: createFlowService({
      runtime,
      flows,
      versions,
      counts,
      messages: mail.messages,
      decisions,
      clock,
    }),
    record: createRecordFacts(repositories),
    react: createReactor({ facts, runtime, store, messages, decisions, clock }),
  };
};
