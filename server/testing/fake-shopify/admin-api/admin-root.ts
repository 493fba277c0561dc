import { parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import type { FarCustomer, FarSideStore } from '../far-side-store.ts';
import type { ShopFloor } from '../shop-floor.ts';
import { billingRoot } from './billing-root.ts';
import type { BulkOperations } from './bulk-operations.ts';
import { connectionOf } from './connection.ts';
import type { AdminContext, PageArguments } from './connection.ts';
import { discountRoot } from './discount-root.ts';
import { matchesSearch } from './search-filter.ts';
import type { Dated } from './search-filter.ts';
import { createAdminViews } from './views.ts';
import { flowRoot } from './flow-root.ts';
import type { FarTrigger } from './flow-root.ts';
import { webPixelRoot } from './web-pixel-root.ts';

interface AdminRootDeps {
  readonly schema: GraphQLSchema;
  readonly store: FarSideStore;
  readonly floor: ShopFloor;
  readonly bulk: BulkOperations;
  /** Where what workflows are started with is put. */
  readonly triggers: FarTrigger[];
  /** Scopes. */
  readonly granted: () => readonly string[];
  /** Where this far side was reached: result files are offered under it. */
  readonly baseUrl: string;
}

interface ById {
  readonly id: string;
}

const consentSchema = z.object({
  input: z.object({
    customerId: z.string(),
    emailMarketingConsent: z.object({
      marketingState: z.string(),
      consentUpdatedAt: z.string().nullish(),
    }),
  }),
});

const tagsSchema = z.object({ id: z.string(), tags: z.array(z.string()) });
const bulkSchema = z.object({ query: z.string() });

const lastPart = (gid: string): string => gid.split('/').at(-1) ?? '';

const states = new Map([
  ['SUBSCRIBED', 'subscribed'],
  ['UNSUBSCRIBED', 'unsubscribed'],
] as const);

const shopView = (store: FarSideStore): object => {
  const { details } = store;
  const address = {
    id: 'gid://shopify/ShopAddress/1',
    company: details.name,
    ...details.address,
    address2: null,
    province: null,
    provinceCode: null,
    country: 'Germany',
    countryCodeV2: details.address.countryCode,
    formatted: [details.name, details.address.address1, `${details.address.zip} ${details.address.city}`],
  };
  return {
    id: details.id,
    name: details.name,
    email: details.email,
    contactEmail: details.email,
    myshopifyDomain: details.domain,
    primaryDomain: {
      id: 'gid://shopify/Domain/1',
      host: new URL(details.url).host,
      url: details.url,
      sslEnabled: true,
    },
    url: details.url,
    ianaTimezone: details.zone,
    currencyCode: details.currency,
    billingAddress: address,
    shopAddress: address,
    plan: { publicDisplayName: 'Basic', partnerDevelopment: true, shopifyPlus: false },
  };
};

const problemsOf = (schema: GraphQLSchema, query: string): readonly string[] => {
  try {
    return validate(schema, parse(query)).map((error) => error.message);
  } catch (error) {
    return [error instanceof Error ? error.message : 'does not parse'];
  }
};

const userError = (field: readonly string[], message: string): object => ({
  field,
  message,
  code: 'INVALID',
});

/** The root the Admin API's operations are executed on. */
export const createAdminRoot = ({
  schema,
  store,
  floor,
  bulk,
  triggers,
  granted,
  baseUrl,
}: AdminRootDeps): object => {
  const views = createAdminViews(store);
  const searched =
    <Item>(items: () => Iterable<Item>, view: (item: Item) => object, dates: (item: Item) => Dated) =>
    (page: PageArguments, context: AdminContext): object =>
      connectionOf(
        [...items()].filter((item) => matchesSearch(page.query, dates(item))),
        view,
        { page, context },
      );
  const one =
    <Item>(items: ReadonlyMap<string, Item>, view: (item: Item) => object) =>
    ({ id }: ById): object | null => {
      const item = items.get(lastPart(id));
      return item === undefined ? null : view(item);
    };
  const customerView = (customer: FarCustomer | undefined): object | null =>
    customer === undefined ? null : views.customer(customer);

  return {
    ...webPixelRoot(store),
    ...billingRoot(store, granted),
    ...discountRoot(store),
    ...flowRoot(triggers),
    shop: () => shopView(store),
    shopLocales: () => [{ locale: store.details.locale, name: 'English', primary: true, published: true }],
    product: one(store.products, views.product),
    products: searched(
      () => store.products.values(),
      views.product,
      (product) => product,
    ),
    customer: one(store.customers, views.customer),
    customers: searched(
      () => store.customers.values(),
      views.customer,
      (customer) => customer,
    ),
    customerByIdentifier: ({ identifier }: { readonly identifier: { id?: string; emailAddress?: string } }) =>
      customerView(
        store.customers.get(lastPart(identifier.id ?? '')) ??
          store.customerByEmail(identifier.emailAddress ?? ''),
      ),
    order: one(store.orders, views.order),
    orders: searched(
      () => store.orders.values(),
      views.order,
      (order) => ({
        createdAt: order.placedAt,
        updatedAt: order.updatedAt,
      }),
    ),
    abandonedCheckouts: searched(
      () =>
        [...store.checkouts.values()].filter(
          (checkout) => checkout.email !== null && checkout.completedAt === null,
        ),
      views.checkout,
      (checkout) => checkout,
    ),
    bulkOperation: ({ id }: ById) => bulk.find(id) ?? null,
    bulkOperationRunQuery: (input: unknown) => {
      const { query } = bulkSchema.parse(input);
      const problems = problemsOf(schema, query);
      return problems.length > 0
        ? { bulkOperation: null, userErrors: problems.map((message) => userError(['query'], message)) }
        : { bulkOperation: bulk.run(query, baseUrl), userErrors: [] };
    },
    tagsAdd: (input: unknown) => {
      const { id, tags } = tagsSchema.parse(input);
      const customer = store.customers.get(lastPart(id));
      if (customer === undefined)
        return { node: null, userErrors: [{ field: ['id'], message: 'Customer does not exist' }] };
      const tagged = floor.addTags(customer.id, tags);
      return { node: { __typename: 'Customer', ...views.customer(tagged) }, userErrors: [] };
    },
    customerEmailMarketingConsentUpdate: (input: unknown) => {
      const { customerId, emailMarketingConsent } = consentSchema.parse(input).input;
      const customer = store.customers.get(lastPart(customerId));
      const state = [...states].find(([name]) => name === emailMarketingConsent.marketingState)?.[1];
      if (customer === undefined)
        return {
          customer: null,
          userErrors: [userError(['input', 'customerId'], 'Customer does not exist')],
        };
      if (state === undefined)
        return {
          customer: null,
          userErrors: [userError(['input', 'emailMarketingConsent'], 'State is not accepted')],
        };
      const at = emailMarketingConsent.consentUpdatedAt ?? undefined;
      const changed = floor.setMarketing(customer.id, state, at === undefined ? undefined : new Date(at));
      return { customer: views.customer(changed), userErrors: [] };
    },
  };
};
