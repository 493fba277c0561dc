import type { Connection } from 'mongoose';
import { createCheckoutRepository } from './checkouts.repository.ts';
import type { CheckoutRepository } from './checkouts.repository.ts';
import { createConsentRepository } from './consents.repository.ts';
import type { ConsentRepository } from './consents.repository.ts';
import { createContactRepository } from './contacts.repository.ts';
import type { ContactRepository } from './contacts.repository.ts';
import { createDataRequestRepository } from './data-requests.repository.ts';
import type { DataRequestRepository } from './data-requests.repository.ts';
import { createJournalRepository } from './journal/journal.repository.ts';
import type { JournalRepository } from './journal/journal.repository.ts';
import { createOrderRepository } from './orders.repository.ts';
import type { OrderRepository } from './orders.repository.ts';
import { createPreferenceRepository } from './preferences.repository.ts';
import type { PreferenceRepository } from './preferences.repository.ts';
import { createPersonTraces } from './person-traces.repository.ts';
import type { PersonTracesRepository } from './person-traces.repository.ts';
import { createProductRepository } from './products.repository.ts';
import type { ProductRepository } from './products.repository.ts';
import { createRedactionRepository } from './redactions.repository.ts';
import type { RedactionRepository } from './redactions.repository.ts';
import { createShopRepository } from './shops.repository.ts';
import type { ShopRepository } from './shops.repository.ts';
import { createShopTokenRepository } from './shop-tokens.repository.ts';
import type { ShopTokenRepository } from './shop-tokens.repository.ts';
import { createStoreEventRepository } from './store-events.repository.ts';
import type { StoreEventRepository } from './store-events.repository.ts';
import { createSuppressionRepository } from './suppressions.repository.ts';
import type { SuppressionRepository } from './suppressions.repository.ts';
import { createVisitorRepository } from './visitors.repository.ts';
import type { VisitorRepository } from './visitors.repository.ts';

/** Everything known of shops and the people in them, over one connection. */
export interface ShopRepositories {
  readonly shops: ShopRepository;
  readonly tokens: ShopTokenRepository;
  readonly contacts: ContactRepository;
  readonly consents: ConsentRepository;
  readonly preferences: PreferenceRepository;
  readonly suppressions: SuppressionRepository;
  readonly checkouts: CheckoutRepository;
  readonly orders: OrderRepository;
  readonly products: ProductRepository;
  readonly events: StoreEventRepository;
  readonly redactions: RedactionRepository;
  readonly traces: PersonTracesRepository;
  readonly journal: JournalRepository;
  readonly dataRequests: DataRequestRepository;
  readonly visitors: VisitorRepository;
}

export const createShopRepositories = (connection: Connection): ShopRepositories => ({
  shops: createShopRepository(connection),
  tokens: createShopTokenRepository(connection),
  contacts: createContactRepository(connection),
  consents: createConsentRepository(connection),
  preferences: createPreferenceRepository(connection),
  suppressions: createSuppressionRepository(connection),
  checkouts: createCheckoutRepository(connection),
  orders: createOrderRepository(connection),
  products: createProductRepository(connection),
  events: createStoreEventRepository(connection),
  redactions: createRedactionRepository(connection),
  traces: createPersonTraces(connection),
  journal: createJournalRepository(connection),
  dataRequests: createDataRequestRepository(connection),
  visitors: createVisitorRepository(connection),
});
