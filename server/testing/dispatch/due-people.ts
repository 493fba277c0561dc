import type { Data } from '../../app/wiring/data.ts';
import type { Flows } from '../../app/wiring/flows.ts';
import type { ShopId } from '../../lib/brand.ts';
import { asFlowId } from '../../lib/brand.ts';
import type { StoreFact } from '../../shop/facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { shopSettings } from '../shop/shop-settings.ts';

const minuteMs = 60_000;

const tokenOf = (number: number): string => `checkout-${number}`;

const factsOf = (number: number, at: Date): readonly StoreFact[] => {
  const person = {
    address: `person-${number}@mail.example`,
    customerId: `customer-${number}`,
    firstName: 'Mara',
  };
  const line = { productId: '1', variantId: 'v1', title: 'Hand wash', quantity: 1, price: '24.00' };
  const checkout = {
    token: tokenOf(number),
    address: person.address,
    customerId: person.customerId,
    recoveryUrl: `https://lumen.example/checkouts/${number}/recover`,
    lines: [line],
    total: { amount: '24.00', currency: 'EUR' },
    createdAt: at,
    updatedAt: at,
  };
  return [
    { kind: 'checkout', checkout, person, stamp: at.toISOString() },
    { kind: 'consent', consent: { person, state: 'subscribed', source: 'checkout', statedAt: at } },
  ];
};

/** So many people of a shop stand before their first cart mail, through the product's own recording and enrolling. */
export const makePeopleDue = async (
  { data, flows }: { readonly data: Data; readonly flows: Flows },
  shop: ShopId,
  count: number,
): Promise<void> => {
  const at = new Date(data.clock.now().getTime() - 31 * minuteMs);
  await data.shop.shops.install(shop, { platform: 'shopify', settings: shopSettings, at });
  await flows.service.ensurePresets(shop, 'live');
  const numbers = Array.from({ length: count }, (_, index) => index);
  await createRecordFacts(data.shop)(
    shop,
    numbers.flatMap((number) => factsOf(number, at)),
    'webhook',
  );
  const checkouts = await data.shop.checkouts.findMany(shop, numbers.map(tokenOf));
  await data.engine.store.enrollMany(
    checkouts.flatMap(({ contact, token }) =>
      contact === undefined
        ? []
        : {
            shop,
            flow: asFlowId('abandoned-checkout'),
            contact,
            about: token,
            occurrence: '',
            version: 1,
            dueAt: new Date(at.getTime() + 30 * minuteMs),
            step: 'wait-1',
            anchorAt: at,
            plannedAt: at,
            variables: { createdAt: at.toISOString(), lines: 1 },
            heldOut: false,
            enteredAt: at,
          },
    ),
  );
};
