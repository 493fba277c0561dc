/**
 * Every GraphQL operation Encore sends to Shopify, valid against Admin API 2026-07 and 2026-10. The far side of the tests
 * executes these texts, so a field that does not exist fails there.
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
        defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
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
        customer { id firstName lastName }
        currentTotalPriceSet { shopMoney { amount currencyCode } }
        fulfillments(first: 10) { createdAt }
        lineItems {
          edges {
            node {
              id quantity currentQuantity title variantTitle vendor sku
              product { id }
              variant { id }
              originalUnitPriceSet { shopMoney { amount currencyCode } }
            }
          }
        }
      }
    }
  }
}`;
