import type { React } from '../react.ts';
import { addOrders } from './add-orders.ts';
import type { AddOrdersDeps } from './add-orders.ts';

/** Decides first and learns then, so that no order has a say in its own due date. */
export const learnAfter =
  (react: React, deps: AddOrdersDeps): React =>
  async (shop, events) => {
    await react(shop, events);
    await addOrders(deps, shop, events);
  };
