import { createDecisionsRepository } from '../../engine/decisions.repository.ts';
import type { DecisionsRepository } from '../../engine/decisions.repository.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import { createEnrollmentCounts } from '../../engine/enrollment-counts.repository.ts';
import type { EnrollmentCounts } from '../../engine/enrollment-counts.repository.ts';
import { createMongoEngineStore, ensureEngineIndexes } from '../../engine/mongo-engine-store.ts';
import { createSchedulesRepository } from '../../engine/schedules.system.repository.ts';
import type { SchedulesRepository } from '../../engine/schedules.system.repository.ts';
import { createWorkersRepository } from '../../engine/workers.system.repository.ts';
import type { WorkersRepository } from '../../engine/workers.system.repository.ts';
import { ensureFlowIndexes } from '../../flows/flow-indexes.repository.ts';
import { createConversions } from '../../insights/conversions/conversions.repository.ts';
import { createRollups } from '../../insights/figures/rollups.repository.ts';
import { ensurePrivacyIndexes } from '../../insights/privacy/privacy-indexes.repository.ts';
import { createSenderPauses } from '../../mail/accounts/sender-pauses.system.repository.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { createCaps } from '../../mail/ledger/cap.repository.ts';
import type { Caps } from '../../mail/ledger/cap.repository.ts';
import { createMessageTotals } from '../../mail/ledger/message-counts.repository.ts';
import type { MessageTotals } from '../../mail/ledger/message-counts.repository.ts';
import { createSegments } from '../../flows/segments/segments.repository.ts';
import { createMessages } from '../../mail/ledger/messages.repository.ts';
import type { Messages } from '../../mail/ledger/messages.repository.ts';
import { createSystemMessages } from '../../mail/ledger/messages.system.repository.ts';
import type { SystemMessages } from '../../mail/ledger/messages.system.repository.ts';
import { createOfferCodes } from '../../mail/offers/offer-codes.repository.ts';
import { createOffers } from '../../mail/offers/offers.repository.ts';
import { releasingCodes } from '../../mail/offers/release-codes.ts';
import { createSenderDays } from '../../mail/sending/sender-days.repository.ts';
import { createSendingDomains } from '../../mail/sending/sending-domains.repository.ts';
import { createOutboxRepository } from '../../mail/transports/outbox.repository.ts';
import type { OutboxRepository } from '../../mail/transports/outbox.repository.ts';
import { createFlowRows } from '../../platforms/shopify/flow/flow-rows.repository.ts';
import { createPlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import { createDatabaseClock } from '../../shop/clock.repository.ts';
import type { DatabaseClock } from '../../shop/clock.repository.ts';
import { createInbox } from '../../shop/inbox/inbox.system.repository.ts';
import type { Inbox } from '../../shop/inbox/inbox.system.repository.ts';
import { ensureShopIndexes } from '../../shop/shop-indexes.repository.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import type { ShopRepositories } from '../../shop/shop-repositories.repository.ts';
import { ensureTemplateIndexes } from '../../mail/templates/template-indexes.repository.ts';
import type { Connection } from '../database.ts';
import type { Timing } from '../timing.ts';

export interface EngineData {
  readonly store: EngineStore;
  readonly decisions: DecisionsRepository;
  readonly counts: EnrollmentCounts;
  readonly workers: WorkersRepository;
  readonly schedules: SchedulesRepository;
}

export interface MailData {
  readonly messages: Messages;
  readonly totals: MessageTotals;
  readonly system: SystemMessages;
  readonly caps: Caps;
  readonly outbox: OutboxRepository;
}

/** Everything that is stored, over one connection. */
export interface Data {
  readonly connection: Connection;
  readonly clock: DatabaseClock;
  readonly shop: ShopRepositories;
  readonly inbox: Inbox;
  readonly engine: EngineData;
  readonly mail: MailData;
}

export interface OpenOptions {
  /** The demo's clock jumps; production's doesn't, and needs no change stream. */
  readonly watchClock: boolean;
  readonly timing?: Pick<Timing, 'leaseMs' | 'inboxClaimMs'> | undefined;
}

const openEngine = (connection: Connection, { timing }: OpenOptions): EngineData => ({
  store: createMongoEngineStore(connection, timing),
  decisions: createDecisionsRepository(connection),
  counts: createEnrollmentCounts(connection),
  workers: createWorkersRepository(connection),
  schedules: createSchedulesRepository(connection),
});

const openMail = (connection: Connection, clock: DatabaseClock): MailData => ({
  messages: createMessages(connection),
  totals: createMessageTotals(connection),
  system: createSystemMessages(connection, () => new Date(clock.now().getTime() - clock.offsetMs())),
  caps: releasingCodes(createCaps(connection), createOfferCodes(connection)),
  outbox: createOutboxRepository(connection),
});

export const openData = async (connection: Connection, options: OpenOptions): Promise<Data> => {
  const clock = await createDatabaseClock(connection, { watch: options.watchClock });
  const engine = openEngine(connection, options);
  const mail = openMail(connection, clock);
  await Promise.all([
    ensureShopIndexes(connection),
    ensureEngineIndexes(connection),
    ensureFlowIndexes(connection),
    engine.workers.prepare(),
    mail.system.ensureIndexes(),
    mail.outbox.ensureIndexes(),
    createMessageEvents(connection).ensureIndexes(),
    ensurePrivacyIndexes(connection),
    createSendingDomains(connection).ensureIndexes(),
    createSenderDays(connection).ensureIndexes(),
    createOffers(connection).ensureIndexes(),
    createOfferCodes(connection).ensureIndexes(),
    ensureTemplateIndexes(connection),
    createSenderPauses(connection).ensureIndexes(),
    createPlanUsage(connection).ensureIndexes(),
    createFlowRows(connection).ensureIndexes(),
    createRollups(connection).ensureIndexes(),
    createConversions(connection).ensureIndexes(),
    createSegments(connection).ensureIndexes(),
  ]);
  return {
    connection,
    clock,
    shop: createShopRepositories(connection),
    inbox: createInbox(connection, options.timing?.inboxClaimMs),
    engine,
    mail,
  };
};
