import { realNow } from '../../../lib/clock.ts';
import { abandonedCheckout, orderOfCheckout } from '../../end-to-end/payloads.ts';
import type { Delivery } from './deliver.ts';
import type { ShopName } from './shops.ts';

/** What a person does after they left their checkout. */
export type Fate = 'left' | 'ordered' | 'unsubscribed' | 'redacted';

/** Somebody of a trial, with what was told of them and answered. */
export interface Person {
  readonly address: string;
  readonly shop: ShopName;
  readonly fate: Fate;
  /** Ids of deliveries answered 200. */
  readonly answered: string[];
  /** When the answer came that forbids every later mail. */
  stoppedAtMs: number | undefined;
}

export const minuteMs = 60_000;
const firstWaitMs = 30 * minuteMs;
let lastOrder = 7_300_000_000_000_000;

/** A checkout left so long ago that its first mail is due in `dueInMs`. */
export const checkoutDueIn = (person: Person, dueInMs: number): Delivery => {
  const at = new Date(realNow().getTime() - firstWaitMs + dueInMs);
  return {
    shop: person.shop,
    topic: 'checkouts/create',
    payload: abandonedCheckout(person.address, at),
    triggeredAt: at,
  };
};

export const orderOf = (person: Person): Delivery => {
  lastOrder += 4096;
  const payload = orderOfCheckout(lastOrder, person.address, realNow());
  return { shop: person.shop, topic: 'orders/create', payload };
};

const unsubscribeOf = (person: Person): Delivery => ({
  shop: person.shop,
  topic: 'customers_email_marketing_consent/update',
  payload: {
    customer_id: null,
    email_address: person.address,
    email_marketing_consent: { state: 'unsubscribed', consent_updated_at: realNow().toISOString() },
  },
});

const redactionOf = (person: Person): Delivery => ({
  shop: person.shop,
  topic: 'customers/redact',
  payload: { shop_domain: person.shop, customer: { email: person.address }, orders_to_redact: [] },
});

/** What forbids every later mail to them; undefined for those who just left. */
export const stopOf = (person: Person): Delivery | undefined => {
  if (person.fate === 'ordered') return orderOf(person);
  if (person.fate === 'unsubscribed') return unsubscribeOf(person);
  return person.fate === 'redacted' ? redactionOf(person) : undefined;
};
