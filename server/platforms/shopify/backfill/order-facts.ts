import { z } from 'zod';
import type { LineItem } from '../../../shop/catalog.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import type { BulkGroup } from './bulk-lines.ts';
import { allocationsSchema, graphDiscountsOf, orderDiscountFields } from './graph-discounts.ts';
import {
  gidSchema,
  moneyBagSchema,
  optionalReference,
  optionalText,
  optionalTime,
  timeSchema,
} from './graph-values.ts';

const orderSchema = z.object({
  id: gidSchema,
  name: z.string(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  cancelledAt: optionalTime,
  test: z.boolean(),
  displayFinancialStatus: optionalText,
  displayFulfillmentStatus: optionalText,
  email: optionalText,
  checkoutToken: optionalText,
  cartToken: optionalText,
  customer: z.object({ id: gidSchema, firstName: optionalText, lastName: optionalText }).nullish(),
  currentTotalPriceSet: moneyBagSchema,
  fulfillments: z.array(z.object({ createdAt: timeSchema })),
  ...orderDiscountFields,
});

const lineSchema = z.object({
  quantity: z.number(),
  currentQuantity: z.number().nullish(),
  title: z.string(),
  variantTitle: optionalText,
  vendor: optionalText,
  sku: optionalText,
  product: optionalReference,
  variant: optionalReference,
  originalUnitPriceSet: moneyBagSchema,
  sellingPlan: z.looseObject({}).nullish(),
  discountAllocations: allocationsSchema,
});
type Line = z.output<typeof lineSchema>;

const lineOf = (line: Line): LineItem => ({
  productId: line.product?.id,
  variantId: line.variant?.id,
  sku: line.sku,
  title: line.title,
  variantTitle: line.variantTitle,
  vendor: line.vendor,
  quantity: line.currentQuantity ?? line.quantity,
  price: line.originalUnitPriceSet.shopMoney.amount,
  ...(line.sellingPlan && { subscription: true }),
});

const fulfilledAtOf = ({
  displayFulfillmentStatus,
  fulfillments,
  updatedAt,
}: z.output<typeof orderSchema>): Date | undefined => {
  if (displayFulfillmentStatus !== 'FULFILLED') return undefined;
  const times = fulfillments.map(({ createdAt }) => createdAt.getTime());
  return times.length === 0 ? updatedAt : new Date(Math.max(...times));
};

export const orderFacts = ({ root, children }: BulkGroup): readonly StoreFact[] => {
  const node = orderSchema.parse(root);
  const lines = z.array(lineSchema).parse(children);
  const gone = lines.filter(({ currentQuantity }) => currentQuantity === 0);
  const { customer, email: address, updatedAt, currentTotalPriceSet: total } = node;
  const person = {
    address,
    customerId: customer?.id,
    firstName: customer?.firstName,
    lastName: customer?.lastName,
  };
  const order = {
    id: node.id,
    name: node.name,
    address,
    customerId: customer?.id,
    checkoutToken: node.checkoutToken,
    cartToken: node.cartToken,
    lines: lines.filter((line) => !gone.includes(line)).map(lineOf),
    total: { amount: total.shopMoney.amount, currency: total.shopMoney.currencyCode },
    placedAt: node.createdAt,
    updatedAt,
    cancelledAt: node.cancelledAt,
    fulfilledAt: fulfilledAtOf(node),
    financialStatus: node.displayFinancialStatus?.toLowerCase(),
    test: node.test,
    refundedProductIds: gone.flatMap(({ product }) => product?.id ?? []),
    discounts: graphDiscountsOf(node, lines),
  };
  return [{ kind: 'order', order, person, stamp: stampOf({ updatedAt, digest: 'backfill' }) }];
};
