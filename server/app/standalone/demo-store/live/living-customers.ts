import { monotonicMs, sleep } from '../../../../lib/clock.ts';
import { randomToken } from '../../../../lib/digest.ts';
import type {
  FarCustomer,
  FarProduct,
  FarSideStore,
} from '../../../../testing/fake-shopify/far-side-store.ts';
import type { CartItem, ShopFloor } from '../../../../testing/fake-shopify/shop-floor.ts';
import { livingBasket } from '../history/baskets.ts';
import type { Random } from '../history/random.ts';

interface LivingDeps {
  readonly store: FarSideStore;
  readonly floor: ShopFloor;
  readonly random: Random;
  /** They wait while the app is away: a pile of webhooks would only say how long that was. */
  readonly mayAct: () => boolean;
  /** Real milliseconds between two visits, on average. */
  readonly everyMs?: number;
  /** Real milliseconds between two steps of one visit. */
  readonly pauseMs?: number;
}

export interface LivingCustomers {
  /** One whole visit, from looking around to buying or leaving. */
  visit(signal: AbortSignal): Promise<'bought' | 'left' | 'nobody'>;
  close(): void;
}

const itemsFor = (products: readonly FarProduct[], random: Random): readonly CartItem[] =>
  livingBasket(random).flatMap(({ handle }) => {
    const product = products.find((candidate) => candidate.handle === handle);
    const variant = product?.variants[random.below(product.variants.length)];
    return variant === undefined ? [] : [{ variantId: variant.id, quantity: random.chance(0.1) ? 2 : 1 }];
  });

/** The people of the shop's past, going on with their lives in real time; wound time passes without them. */
export const createLivingCustomers = (deps: LivingDeps): LivingCustomers => {
  const { store, floor, random } = deps;
  const everyMs = deps.everyMs ?? 30_000;
  const pauseMs = deps.pauseMs ?? 4_000;
  const customers = [...store.customers.values()];
  const products = [...store.products.values()];
  const stop = new AbortController();

  const checkoutOf = (customer: FarCustomer, cartToken: string) => ({
    cartToken,
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    acceptsMarketing: customer.marketing.state === 'subscribed',
  });

  const visit = async (signal: AbortSignal): Promise<'bought' | 'left' | 'nobody'> => {
    const customer = customers[random.below(customers.length)];
    const items = itemsFor(products, random);
    if (customer === undefined || items.length === 0) return 'nobody';
    const person = checkoutOf(customer, randomToken());
    floor.changeCart(person.cartToken, items, true);
    await sleep(pauseMs * random.next(), signal);
    const { token } = floor.saveCheckout({ ...person, items: items.slice(0, 1) });
    await sleep(pauseMs * (0.5 + random.next()), signal);
    if (items.length > 1) floor.saveCheckout({ ...person, items, token });
    await sleep(pauseMs * (0.5 + random.next()), signal);
    if (signal.aborted || random.chance(0.55)) return 'left';
    floor.buy(token);
    return 'bought';
  };

  const live = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const pause = everyMs * (0.6 + 0.8 * random.next());
      const startedAt = monotonicMs();
      if (deps.mayAct()) await visit(stop.signal);
      await sleep(Math.max(0, pause - (monotonicMs() - startedAt)), stop.signal);
    }
  };
  void live();
  return { visit, close: () => stop.abort() };
};
