/**
 * Every GraphQL operation Encore sends to Shopify, and nothing else: tests go through what this file exports, validate it
 * against the published Admin API 2026-07 and 2026-10, and compare what it asks for with the scopes of `shopify.app.toml`.
 */
export const adminApiVersion = '2026-07';

export const shopDetailsQuery = `query ShopDetails {
  shop {
    name
    email
    ianaTimezone
    currencyCode
    primaryDomain { url }
    billingAddress { company address1 address2 zip city provinceCode country countryCodeV2 }
  }
  shopLocales(published: true) { locale primary }
}`;

/** Active is what is paid for, trials among it; frozen and cancelled ones are not in the list. No scope: it is our own. */
export const activeSubscriptionsQuery = `query ActiveSubscriptions {
  currentAppInstallation {
    activeSubscriptions {
      id name status createdAt currentPeriodEnd trialDays
      lineItems { plan { pricingDetails { ... on AppRecurringPricing { planHandle } } } }
    }
  }
}`;

/** What the merchant has granted us by now; no scope is needed to ask. */
export const grantedScopesQuery = `query GrantedScopes {
  currentAppInstallation { accessScopes { handle } }
}`;

export const bulkOperationRunMutation = `mutation BulkOperationRun($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) {
    bulkOperation { id status }
    userErrors { field message code }
  }
}`;

export const bulkOperationStatusQuery = `query BulkOperationStatus($id: ID!) {
  bulkOperation(id: $id) { id status errorCode objectCount url partialDataUrl }
}`;

export const tagsAddMutation = `mutation TagsAdd($id: ID!, $tags: [String!]!) {
  tagsAdd(id: $id, tags: $tags) {
    userErrors { field message }
  }
}`;

/** Starts the workflows that begin with our trigger of this handle. No scope beyond those of the references in it. */
export const flowTriggerReceiveMutation = `mutation FlowTriggerReceive($handle: String!, $payload: JSON!) {
  flowTriggerReceive(handle: $handle, payload: $payload) {
    userErrors { field message }
  }
}`;

/** `settings` is JSON text whose fields are those of extensions/storefront-events. Needs write_pixels, read_customer_events. */
export const webPixelCreateMutation = `mutation WebPixelCreate($settings: JSON!) {
  webPixelCreate(webPixel: { settings: $settings }) {
    webPixel { id }
    userErrors { code message }
  }
}`;

export const webPixelQuery = `query WebPixel {
  webPixel { id settings }
}`;

export const webPixelUpdateMutation = `mutation WebPixelUpdate($id: ID!, $settings: JSON!) {
  webPixelUpdate(id: $id, webPixel: { settings: $settings }) {
    webPixel { id }
    userErrors { code message }
  }
}`;

export const productsBulkQuery = `{
  products {
    edges {
      node {
        id title handle vendor productType status updatedAt onlineStoreUrl
        featuredMedia { preview { image { url } } }
        variants { edges { node { id title price sku availableForSale } } }
      }
    }
  }
}`;

export const customersBulkQuery = `{
  customers {
    edges {
      node {
        id firstName lastName locale createdAt updatedAt
        defaultEmailAddress {
          emailAddress marketingState marketingOptInLevel marketingUpdatedAt openTrackingLevel
        }
        defaultPhoneNumber { phoneNumber }
        defaultAddress { countryCodeV2 }
      }
    }
  }
}`;

/** `createdSince` is an ISO date-time; a bulk query takes no variables, so it stands in the text. */
export const ordersBulkQuery = (createdSince: string): string => `{
  orders(query: "created_at:>='${createdSince}'") {
    edges {
      node {
        id name createdAt processedAt updatedAt cancelledAt test displayFinancialStatus displayFulfillmentStatus email
        checkoutToken cartToken
        customer { id firstName lastName }
        currentTotalPriceSet { shopMoney { amount currencyCode } }
        discountCodes
        totalDiscountsSet { shopMoney { amount } }
        currentTotalDiscountsSet { shopMoney { amount } }
        fulfillments(first: 10) { createdAt }
        lineItems {
          edges {
            node {
              id quantity currentQuantity title variantTitle vendor sku
              product { id }
              variant { id }
              sellingPlan { sellingPlanId }
              originalUnitPriceSet { shopMoney { amount currencyCode } }
              discountAllocations {
                allocatedAmountSet { shopMoney { amount } }
                discountApplication { index ... on DiscountCodeApplication { code } }
              }
            }
          }
        }
      }
    }
  }
}`;

/** Oldest change first; `search` is Shopify's search syntax. */
export const ordersPageQuery = `query OrdersPage($search: String!, $after: String) {
  orders(first: 25, after: $after, query: $search, sortKey: UPDATED_AT) {
    nodes {
      id name createdAt processedAt updatedAt cancelledAt test displayFinancialStatus displayFulfillmentStatus email
      checkoutToken cartToken
      customer { id firstName lastName }
      currentTotalPriceSet { shopMoney { amount currencyCode } }
      discountCodes
      totalDiscountsSet { shopMoney { amount } }
      currentTotalDiscountsSet { shopMoney { amount } }
      fulfillments(first: 10) { createdAt }
      lineItems(first: 20) {
        nodes {
          id quantity currentQuantity title variantTitle vendor sku
          product { id }
          variant { id }
          originalUnitPriceSet { shopMoney { amount currencyCode } }
          discountAllocations {
            allocatedAmountSet { shopMoney { amount } }
            discountApplication { index ... on DiscountCodeApplication { code } }
          }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const customersPageQuery = `query CustomersPage($search: String!, $after: String) {
  customers(first: 100, after: $after, query: $search, sortKey: UPDATED_AT) {
    nodes {
      id firstName lastName locale createdAt updatedAt
      defaultEmailAddress {
        emailAddress marketingState marketingOptInLevel marketingUpdatedAt openTrackingLevel
      }
      defaultPhoneNumber { phoneNumber }
      defaultAddress { countryCodeV2 }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Their address is the customer's: a checkout has none of its own here. */
export const abandonedCheckoutsPageQuery = `query AbandonedCheckoutsPage($search: String!, $after: String) {
  abandonedCheckouts(first: 25, after: $after, query: $search, sortKey: CREATED_AT) {
    nodes {
      id abandonedCheckoutUrl createdAt updatedAt completedAt
      customer { id firstName lastName locale defaultEmailAddress { emailAddress } }
      totalPriceSet { shopMoney { amount currencyCode } }
      lineItems(first: 20) {
        nodes {
          quantity title variantTitle sku
          product { id vendor }
          variant { id }
          originalUnitPriceSet { shopMoney { amount currencyCode } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Whether there is a customer of that address by now. */
export const customerOfAddressQuery = `query CustomerOfAddress($address: String!) {
  customerByIdentifier(identifier: { emailAddress: $address }) { id }
}`;

export const customerConsentQuery = `query CustomerConsent($id: ID!) {
  customer(id: $id) {
    defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
  }
}`;

export const customerConsentUpdateMutation = `mutation CustomerConsentUpdate($input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) {
    customer { id }
    userErrors { field message code }
  }
}`;

/** Codes are added to it in bulk. Needs write_discounts, as everything below. */
export const discountCreateMutation = `mutation DiscountCreate($discount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $discount) {
    codeDiscountNode { id }
    userErrors { field message code }
  }
}`;

export const discountUpdateMutation = `mutation DiscountUpdate($id: ID!, $discount: DiscountCodeBasicInput!) {
  discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
    codeDiscountNode { id }
    userErrors { field message code }
  }
}`;

export const discountByCodeQuery = `query DiscountByCode($code: String!) {
  codeDiscountNodeByCode(code: $code) { id }
}`;

export const discountDeleteMutation = `mutation DiscountDelete($id: ID!) {
  discountCodeDelete(id: $id) {
    deletedCodeDiscountId
    userErrors { field message code }
  }
}`;

/** 250 codes a call at most; what becomes of them is asked for below. */
export const codesAddMutation = `mutation CodesAdd($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
  discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
    bulkCreation { id }
    userErrors { field message code }
  }
}`;

export const codesCreationQuery = `query CodesCreation($id: ID!) {
  discountRedeemCodeBulkCreation(id: $id) {
    done
    codes(first: 250) { nodes { code discountRedeemCode { id } errors { code message } } }
  }
}`;

export const codesDeleteMutation = `mutation CodesDelete($id: ID!, $codes: [ID!]!) {
  discountCodeRedeemCodeBulkDelete(discountId: $id, ids: $codes) {
    job { id }
    userErrors { field message code }
  }
}`;
