import { createMessagePort } from '../../flows/message-port-from.ts';
import { createReactor } from '../../flows/react.ts';
import { aCheckout, ada, anEvent, anOrder, shopId } from '../flows/builders.ts';
import type { FlowBench } from '../flows/flow-bench.ts';
import { aConsent } from '../flows/memory-shop.ts';
import type { Delivery } from './life-intake.ts';
import type { Life } from './life.ts';

/** Each writes its fact, the newer one winning, and tells of it. */
const createFarSide = ({ memory, clock }: FlowBench) => ({
  checkout: (): Delivery => {
    const at = clock.now();
    return {
      event: anEvent('checkout.updated', 'checkout-a', { at }),
      write: () => {
        const held = memory.checkouts.get('checkout-a');
        if (held === undefined || held.updatedAt < at)
          memory.checkouts.set('checkout-a', aCheckout({ updatedAt: at }));
      },
    };
  },
  order: (): Delivery => {
    const at = clock.now();
    const order = anOrder({ checkoutToken: 'checkout-a', placedAt: at, updatedAt: at });
    return {
      event: anEvent('order.placed', order.id, { at }),
      write: () => void memory.orders.set(order.id, order),
    };
  },
  refusal: (): Delivery => {
    const at = clock.now();
    return {
      event: anEvent('consent.changed', 'digest', { at, data: { state: 'unsubscribed' } }),
      write: () => void memory.consents.set(ada, aConsent(shopId, 'unsubscribed', at)),
    };
  },
});

type Tools = Pick<Life, 'bench' | 'stores' | 'store' | 'flow' | 'intake'>;

/** What webhooks tell, applied by the product's own reactor. */
export const createLifeHearing = ({
  bench,
  stores,
  store,
  flow,
  intake,
}: Tools): Pick<Life, 'checkout' | 'order' | 'unsubscribe' | 'apply' | 'repeat'> => {
  const far = createFarSide(bench);
  const messages = createMessagePort({ messages: stores.messages, rows: stores.ledger, caps: stores.caps });
  const react = createReactor({ ...bench.deps, store, messages, runtime: flow.runtime });
  const heard: Delivery[] = [];
  const apply = async (delivery: Delivery): Promise<void> => {
    delivery.write();
    await react(shopId, [delivery.event]);
  };
  const hold = (delivery: Delivery): Promise<void> => intake.store(delivery, bench.clock.now().getTime());
  const applyNext = async (): Promise<void> => {
    const delivery = await intake.applyNext(apply);
    if (delivery !== undefined) heard.push(delivery);
  };
  return {
    checkout: async () => {
      const delivery = far.checkout();
      heard.push(delivery);
      await apply(delivery);
    },
    order: () => hold(far.order()),
    unsubscribe: () => hold(far.refusal()),
    apply: applyNext,
    repeat: async (which) => {
      const again = heard[which % Math.max(1, heard.length)];
      if (again !== undefined) await apply(again);
      return again?.event.type;
    },
  };
};
