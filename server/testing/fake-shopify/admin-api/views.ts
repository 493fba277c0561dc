import type {
  FarCheckout,
  FarCustomer,
  FarLine,
  FarOrder,
  FarProduct,
  FarSideStore,
  FarVariant,
} from '../far-side-store.ts';
import { recoveryUrl } from '../payloads/checkout-payload.ts';
import { timesQuantity, totalOf } from '../payloads/money.ts';
import { orderAmounts } from '../payloads/order-payload.ts';
import { connectionOf } from './connection.ts';
import type { AdminContext, PageArguments } from './connection.ts';

/** Turns what the far side knows into what GraphQL's default resolvers read: plain fields, functions where there are arguments. */
export interface AdminViews {
  product(product: FarProduct): object;
  customer(customer: FarCustomer): object;
  order(order: FarOrder): object;
  checkout(checkout: FarCheckout): object;
}

type Paged = (page: PageArguments, context: AdminContext) => object;

const optInLevels = { subscribed: 'SINGLE_OPT_IN', unsubscribed: 'UNKNOWN', not_subscribed: null } as const;

export const createAdminViews = (store: FarSideStore): AdminViews => {
  const currencyCode = store.details.currency;
  const money = (amount: string): object => ({
    shopMoney: { amount, currencyCode },
    presentmentMoney: { amount, currencyCode },
  });

  const variant = (owner: FarProduct, value: FarVariant): object => ({
    id: `gid://shopify/ProductVariant/${value.id}`,
    legacyResourceId: value.id,
    title: value.title,
    displayName: `${owner.title} - ${value.title}`,
    price: value.price,
    compareAtPrice: null,
    sku: value.sku,
    barcode: null,
    position: owner.variants.indexOf(value) + 1,
    inventoryQuantity: value.inventory,
    availableForSale: value.inventory > 0,
    selectedOptions: [{ name: owner.optionName, value: value.title }],
    product: () => views.product(owner),
    createdAt: owner.createdAt,
    updatedAt: owner.updatedAt,
  });

  const line = (value: FarLine): object => {
    const product = store.products.get(value.productId);
    const owned = product?.variants.find((candidate) => candidate.id === value.variantId);
    return {
      id: `gid://shopify/LineItem/${value.id}`,
      title: value.title,
      name: value.variantTitle === null ? value.title : `${value.title} - ${value.variantTitle}`,
      variantTitle: value.variantTitle,
      vendor: value.vendor,
      sku: value.sku,
      quantity: value.quantity,
      currentQuantity: value.quantity,
      product: () => (product === undefined ? null : views.product(product)),
      variant: () => (product === undefined || owned === undefined ? null : variant(product, owned)),
      originalUnitPriceSet: money(value.price),
      discountedUnitPriceSet: money(value.price),
      originalTotalSet: money(timesQuantity(value.price, value.quantity)),
      requiresShipping: true,
      isGiftCard: false,
      sellingPlan:
        value.subscription === true
          ? { name: 'Every month', sellingPlanId: 'gid://shopify/SellingPlan/1' }
          : null,
    };
  };

  /** A code's discount stands whole in the first line. */
  const orderLine = (order: FarOrder, value: FarLine): object => {
    const { discount } = order;
    const discountApplication = {
      __typename: 'DiscountCodeApplication',
      index: 0,
      code: discount?.code,
    };
    const isFirst = discount !== undefined && order.lines[0] === value;
    return {
      ...line(value),
      discountAllocations: isFirst
        ? [{ allocatedAmountSet: money(discount.amount), discountApplication }]
        : [],
    };
  };

  const ordersOf = (customer: FarCustomer): readonly FarOrder[] =>
    [...store.orders.values()].filter((order) => order.customerId === customer.id);

  const emailAddress = (customer: FarCustomer): object => ({
    emailAddress: customer.email,
    marketingState: customer.marketing.state.toUpperCase(),
    marketingOptInLevel: optInLevels[customer.marketing.state],
    marketingUpdatedAt: customer.marketing.updatedAt,
    marketingUnsubscribeUrl: `${store.details.url}/account/unsubscribe`,
    openTrackingLevel: 'UNKNOWN',
  });

  const views: AdminViews = {
    product: (product) => ({
      id: `gid://shopify/Product/${product.id}`,
      legacyResourceId: product.id,
      title: product.title,
      handle: product.handle,
      description: product.description,
      descriptionHtml: `<p>${product.description}</p>`,
      vendor: product.vendor,
      productType: product.productType,
      status: 'ACTIVE',
      tags: product.tags,
      totalInventory: product.variants.reduce((sum, value) => sum + value.inventory, 0),
      createdAt: product.createdAt,
      updatedAt: product.updatedAt,
      publishedAt: product.createdAt,
      onlineStoreUrl: `${store.details.url}/products/${product.handle}`,
      featuredMedia: {
        __typename: 'MediaImage',
        id: `gid://shopify/MediaImage/${product.id}`,
        alt: product.title,
        preview: {
          image: { id: null, url: product.imageUrl, altText: product.title, width: 800, height: 800 },
        },
      },
      variants: ((page, context) =>
        connectionOf(product.variants, (value) => variant(product, value), {
          page,
          context,
        })) satisfies Paged,
    }),
    customer: (customer) => ({
      id: `gid://shopify/Customer/${customer.id}`,
      legacyResourceId: customer.id,
      firstName: customer.firstName,
      lastName: customer.lastName,
      displayName: `${customer.firstName} ${customer.lastName}`,
      locale: store.details.locale,
      email: customer.email,
      createdAt: customer.createdAt,
      updatedAt: customer.updatedAt,
      tags: customer.tags ?? [],
      numberOfOrders: () => ordersOf(customer).length,
      amountSpent: () => ({
        amount: totalOf(ordersOf(customer).flatMap((order) => order.lines)),
        currencyCode,
      }),
      defaultEmailAddress: emailAddress(customer),
      defaultPhoneNumber: null,
      defaultAddress: {
        id: `gid://shopify/MailingAddress/${customer.id}`,
        address1: '4 Orchard Lane',
        address2: null,
        city: customer.city,
        zip: customer.zip,
        country: customer.countryCode,
        countryCodeV2: customer.countryCode,
        firstName: customer.firstName,
        lastName: customer.lastName,
      },
      emailMarketingConsent: {
        marketingState: customer.marketing.state.toUpperCase(),
        marketingOptInLevel: optInLevels[customer.marketing.state],
        consentUpdatedAt: customer.marketing.updatedAt,
      },
      orders: ((page, context) =>
        connectionOf(ordersOf(customer), (order) => views.order(order), { page, context })) satisfies Paged,
    }),
    order: (order) => {
      const customer = store.customers.get(order.customerId);
      const { total, current, off, currentOff } = orderAmounts(order);
      return {
        id: `gid://shopify/Order/${order.id}`,
        legacyResourceId: order.id,
        name: `#${order.number}`,
        email: order.email,
        phone: null,
        createdAt: order.placedAt,
        processedAt: order.placedAt,
        updatedAt: order.updatedAt,
        cancelledAt: order.cancelledAt,
        cancelReason: order.cancelledAt === null ? null : 'CUSTOMER',
        closedAt: null,
        test: order.test,
        confirmed: true,
        currencyCode,
        displayFinancialStatus: 'PAID',
        displayFulfillmentStatus: order.fulfilledAt === null ? 'UNFULFILLED' : 'FULFILLED',
        customer: () => (customer === undefined ? null : views.customer(customer)),
        customerLocale: store.details.locale,
        customerAcceptsMarketing: order.acceptsMarketing,
        statusPageUrl: `${store.details.url}/orders/${order.token}`,
        sourceName: 'web',
        tags: [],
        note: null,
        totalPriceSet: money(total),
        currentTotalPriceSet: money(current),
        discountCodes: order.discount === undefined ? [] : [order.discount.code],
        totalDiscountsSet: money(off),
        currentTotalDiscountsSet: money(currentOff),
        checkoutToken: order.checkoutToken,
        cartToken: order.cartToken,
        subtotalPriceSet: money(total),
        fulfillments: () => (order.fulfilledAt === null ? [] : [fulfillment(order.id, order.fulfilledAt)]),
        refunds: () => [],
        lineItems: ((page, context) =>
          connectionOf(order.lines, (value) => orderLine(order, value), { page, context })) satisfies Paged,
      };
    },
    checkout: (checkout) => {
      const customer = store.customers.get(checkout.customerId ?? '');
      return {
        id: `gid://shopify/AbandonedCheckout/${BigInt(`0x${checkout.token.slice(0, 12)}`)}`,
        name: `#${checkout.token.slice(0, 12)}`,
        abandonedCheckoutUrl: recoveryUrl(checkout, store.details.url),
        createdAt: checkout.createdAt,
        updatedAt: checkout.updatedAt,
        completedAt: checkout.completedAt,
        customer: () => (customer === undefined ? null : views.customer(customer)),
        totalPriceSet: money(totalOf(checkout.lines)),
        lineItems: ((page, context) => connectionOf(checkout.lines, line, { page, context })) satisfies Paged,
        note: '',
      };
    },
  };
  return views;
};

const fulfillment = (orderId: string, at: string): object => ({
  id: `gid://shopify/Fulfillment/${BigInt(orderId) + 1n}`,
  status: 'SUCCESS',
  createdAt: at,
  updatedAt: at,
  deliveredAt: null,
});
