import type { FarCustomer, FarShopDetails } from '../far-side-store.ts';
import { countryName } from './address-payload.ts';
import { numericId } from './json-body.ts';
import { inShopZone, inShopZoneOrNull } from './shop-time.ts';

const defaultAddress = (customer: FarCustomer): object => ({
  id: null,
  customer_id: numericId(customer.id),
  first_name: customer.firstName,
  last_name: customer.lastName,
  company: null,
  address1: '4 Orchard Lane',
  address2: null,
  city: customer.city,
  province: null,
  country: countryName(customer.countryCode),
  zip: customer.zip,
  phone: null,
  name: `${customer.firstName} ${customer.lastName}`,
  province_code: null,
  country_code: customer.countryCode,
  country_name: countryName(customer.countryCode),
  default: true,
});

/** Since 2025-01 without tags, totals and consent: those have topics of their own. */
export const customerPayload = (customer: FarCustomer, shop: FarShopDetails): object => ({
  id: numericId(customer.id),
  created_at: inShopZone(customer.createdAt, shop.zone),
  updated_at: inShopZone(customer.updatedAt, shop.zone),
  first_name: customer.firstName,
  last_name: customer.lastName,
  state: 'disabled',
  note: null,
  verified_email: true,
  multipass_identifier: null,
  tax_exempt: false,
  email: customer.email,
  phone: null,
  currency: shop.currency,
  tax_exemptions: [],
  admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
  default_address: defaultAddress(customer),
});

/** Body of `customers/create` and `customers/update`: the same, with all addresses. */
export const customerTopicPayload = (customer: FarCustomer, shop: FarShopDetails): object => ({
  ...customerPayload(customer, shop),
  addresses: [defaultAddress(customer)],
});

/** Body of `customers_email_marketing_consent/update`. */
export const consentPayload = (customer: FarCustomer, shop: FarShopDetails): object => ({
  customer_id: numericId(customer.id),
  email_address: customer.email,
  email_marketing_consent: {
    state: customer.marketing.state,
    opt_in_level: customer.marketing.state === 'subscribed' ? 'single_opt_in' : null,
    consent_updated_at: inShopZoneOrNull(customer.marketing.updatedAt, shop.zone),
  },
});

/** Body of `customers/merge` once it is done. */
export const mergePayload = (kept: FarCustomer, gone: FarCustomer): object => ({
  admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept.id}`,
  admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone.id}`,
  admin_graphql_api_job_id: null,
  status: 'completed',
  errors: [],
});

/** Body of `customer.tags_added` and `customer.tags_removed`. */
export const tagsPayload = (customer: FarCustomer, tags: readonly string[], at: Date): object => ({
  customerId: `gid://shopify/Customer/${customer.id}`,
  tags,
  occurredAt: at.toISOString(),
});
