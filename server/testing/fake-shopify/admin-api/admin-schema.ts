import { buildSchema } from 'graphql';

/** A subset of Shopify's Admin API 2026-07, by its own names: a field that is not there fails as it would in earnest. */
const definition = /* GraphQL */ `
  scalar DateTime
  scalar URL
  scalar Money
  scalar Decimal
  scalar UnsignedInt64
  scalar HTML
  scalar FormattedString

  enum CurrencyCode {
    EUR
    USD
    GBP
    CHF
  }
  enum CountryCode {
    DE
    AT
    FR
    NL
    IE
    US
    GB
    CH
  }
  enum ProductStatus {
    ACTIVE
    ARCHIVED
    DRAFT
    UNLISTED
  }
  enum BulkOperationStatus {
    CANCELED
    CANCELING
    COMPLETED
    CREATED
    EXPIRED
    FAILED
    RUNNING
  }
  enum BulkOperationErrorCode {
    ACCESS_DENIED
    INTERNAL_SERVER_ERROR
    TIMEOUT
  }
  enum BulkOperationType {
    MUTATION
    QUERY
  }
  enum BulkOperationUserErrorCode {
    INVALID
    OPERATION_IN_PROGRESS
    NO_SUCH_FILE
    LIMIT_REACHED
    BULK_MUTATION_NOT_ALLOWED
  }
  enum CustomerEmailAddressMarketingState {
    INVALID
    NOT_SUBSCRIBED
    PENDING
    SUBSCRIBED
    UNSUBSCRIBED
  }
  enum CustomerEmailMarketingState {
    INVALID
    NOT_SUBSCRIBED
    PENDING
    REDACTED
    SUBSCRIBED
    UNSUBSCRIBED
  }
  enum CustomerMarketingOptInLevel {
    CONFIRMED_OPT_IN
    SINGLE_OPT_IN
    UNKNOWN
  }
  enum CustomerEmailAddressOpenTrackingLevel {
    OPTED_IN
    OPTED_OUT
    UNKNOWN
  }
  enum CustomerEmailMarketingConsentUpdateUserErrorCode {
    INVALID
    INCLUSION
    INTERNAL_ERROR
    MISSING_ARGUMENT
  }
  enum OrderDisplayFinancialStatus {
    AUTHORIZED
    EXPIRED
    PAID
    PARTIALLY_PAID
    PARTIALLY_REFUNDED
    PENDING
    REFUNDED
    VOIDED
  }
  enum OrderDisplayFulfillmentStatus {
    FULFILLED
    IN_PROGRESS
    ON_HOLD
    OPEN
    PARTIALLY_FULFILLED
    SCHEDULED
    UNFULFILLED
  }
  enum FulfillmentStatus {
    CANCELLED
    ERROR
    FAILURE
    SUCCESS
  }
  enum OrderCancelReason {
    CUSTOMER
    DECLINED
    FRAUD
    INVENTORY
    OTHER
    STAFF
  }
  enum ProductSortKeys {
    CREATED_AT
    ID
    TITLE
    UPDATED_AT
  }
  enum OrderSortKeys {
    CREATED_AT
    ID
    PROCESSED_AT
    UPDATED_AT
  }
  enum CustomerSortKeys {
    CREATED_AT
    ID
    NAME
    UPDATED_AT
  }
  enum AbandonedCheckoutSortKeys {
    CREATED_AT
    ID
  }

  type PageInfo {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
  type MoneyV2 {
    amount: Decimal!
    currencyCode: CurrencyCode!
  }
  type MoneyBag {
    shopMoney: MoneyV2!
    presentmentMoney: MoneyV2!
  }
  type Image {
    id: ID
    url: URL!
    altText: String
    width: Int
    height: Int
  }
  type Domain {
    id: ID!
    host: String!
    url: URL!
    sslEnabled: Boolean!
  }
  type ShopAddress {
    id: ID!
    company: String
    address1: String
    address2: String
    city: String
    zip: String
    province: String
    provinceCode: String
    country: String
    countryCodeV2: CountryCode
    formatted(withCompany: Boolean): [String!]!
  }
  type ShopPlan {
    publicDisplayName: String!
    partnerDevelopment: Boolean!
    shopifyPlus: Boolean!
  }
  type Shop {
    id: ID!
    name: String!
    email: String!
    contactEmail: String!
    myshopifyDomain: String!
    primaryDomain: Domain!
    url: URL!
    ianaTimezone: String!
    currencyCode: CurrencyCode!
    billingAddress: ShopAddress!
    shopAddress: ShopAddress!
    plan: ShopPlan!
  }
  type ShopLocale {
    locale: String!
    name: String!
    primary: Boolean!
    published: Boolean!
  }

  type MediaPreviewImage {
    image: Image
  }
  type MediaImage {
    id: ID!
    alt: String
    preview: MediaPreviewImage
  }
  type SelectedOption {
    name: String!
    value: String!
  }
  type ProductVariant {
    id: ID!
    legacyResourceId: UnsignedInt64!
    title: String!
    displayName: String!
    price: Money!
    compareAtPrice: Money
    sku: String
    barcode: String
    position: Int!
    inventoryQuantity: Int
    availableForSale: Boolean!
    selectedOptions: [SelectedOption!]!
    product: Product!
    createdAt: DateTime!
    updatedAt: DateTime!
  }
  type ProductVariantEdge {
    cursor: String!
    node: ProductVariant!
  }
  type ProductVariantConnection {
    edges: [ProductVariantEdge!]!
    nodes: [ProductVariant!]!
    pageInfo: PageInfo!
  }
  type Product {
    id: ID!
    legacyResourceId: UnsignedInt64!
    title: String!
    handle: String!
    description: String!
    descriptionHtml: HTML!
    vendor: String!
    productType: String!
    status: ProductStatus!
    tags: [String!]!
    totalInventory: Int!
    createdAt: DateTime!
    updatedAt: DateTime!
    publishedAt: DateTime
    onlineStoreUrl: URL
    featuredMedia: MediaImage
    variants(first: Int, after: String, last: Int, before: String): ProductVariantConnection!
  }
  type ProductEdge {
    cursor: String!
    node: Product!
  }
  type ProductConnection {
    edges: [ProductEdge!]!
    nodes: [Product!]!
    pageInfo: PageInfo!
  }

  type CustomerEmailAddress {
    emailAddress: String!
    marketingState: CustomerEmailAddressMarketingState!
    marketingOptInLevel: CustomerMarketingOptInLevel
    marketingUpdatedAt: DateTime
    marketingUnsubscribeUrl: URL!
    openTrackingLevel: CustomerEmailAddressOpenTrackingLevel!
  }
  type CustomerPhoneNumber {
    phoneNumber: String!
  }
  type CustomerEmailMarketingConsentState {
    marketingState: CustomerEmailMarketingState!
    marketingOptInLevel: CustomerMarketingOptInLevel
    consentUpdatedAt: DateTime
  }
  type MailingAddress {
    id: ID!
    address1: String
    address2: String
    city: String
    zip: String
    country: String
    countryCodeV2: CountryCode
    firstName: String
    lastName: String
  }
  type Customer {
    id: ID!
    legacyResourceId: UnsignedInt64!
    firstName: String
    lastName: String
    displayName: String!
    locale: String!
    email: String
    createdAt: DateTime!
    updatedAt: DateTime!
    tags: [String!]!
    numberOfOrders: UnsignedInt64!
    amountSpent: MoneyV2!
    defaultEmailAddress: CustomerEmailAddress
    defaultPhoneNumber: CustomerPhoneNumber
    defaultAddress: MailingAddress
    emailMarketingConsent: CustomerEmailMarketingConsentState
    orders(first: Int, after: String, last: Int, before: String): OrderConnection!
  }
  type CustomerEdge {
    cursor: String!
    node: Customer!
  }
  type CustomerConnection {
    edges: [CustomerEdge!]!
    nodes: [Customer!]!
    pageInfo: PageInfo!
  }

  type LineItem {
    id: ID!
    title: String!
    name: String!
    variantTitle: String
    vendor: String
    sku: String
    quantity: Int!
    currentQuantity: Int!
    product: Product
    variant: ProductVariant
    originalUnitPriceSet: MoneyBag!
    discountedUnitPriceSet: MoneyBag!
    originalTotalSet: MoneyBag!
    requiresShipping: Boolean!
    isGiftCard: Boolean!
  }
  type LineItemEdge {
    cursor: String!
    node: LineItem!
  }
  type LineItemConnection {
    edges: [LineItemEdge!]!
    nodes: [LineItem!]!
    pageInfo: PageInfo!
  }
  type Fulfillment {
    id: ID!
    status: FulfillmentStatus!
    createdAt: DateTime!
    updatedAt: DateTime!
    deliveredAt: DateTime
  }
  type Refund {
    id: ID
    createdAt: DateTime
  }
  type Order {
    id: ID!
    legacyResourceId: UnsignedInt64!
    name: String!
    email: String
    phone: String
    createdAt: DateTime!
    processedAt: DateTime!
    updatedAt: DateTime!
    cancelledAt: DateTime
    cancelReason: OrderCancelReason
    closedAt: DateTime
    test: Boolean!
    confirmed: Boolean!
    currencyCode: CurrencyCode!
    displayFinancialStatus: OrderDisplayFinancialStatus
    displayFulfillmentStatus: OrderDisplayFulfillmentStatus!
    customer: Customer
    customerLocale: String
    customerAcceptsMarketing: Boolean!
    statusPageUrl: URL!
    sourceName: String
    tags: [String!]!
    note: String
    totalPriceSet: MoneyBag!
    currentTotalPriceSet: MoneyBag!
    subtotalPriceSet: MoneyBag
    fulfillments(first: Int): [Fulfillment!]!
    refunds(first: Int): [Refund!]!
    lineItems(first: Int, after: String, last: Int, before: String): LineItemConnection!
  }
  type OrderEdge {
    cursor: String!
    node: Order!
  }
  type OrderConnection {
    edges: [OrderEdge!]!
    nodes: [Order!]!
    pageInfo: PageInfo!
  }

  type AbandonedCheckout {
    id: ID!
    name: String!
    abandonedCheckoutUrl: URL!
    createdAt: DateTime!
    updatedAt: DateTime!
    completedAt: DateTime
    customer: Customer
    totalPriceSet: MoneyBag!
    note: String!
  }
  type AbandonedCheckoutEdge {
    cursor: String!
    node: AbandonedCheckout!
  }
  type AbandonedCheckoutConnection {
    edges: [AbandonedCheckoutEdge!]!
    nodes: [AbandonedCheckout!]!
    pageInfo: PageInfo!
  }

  type BulkOperation {
    id: ID!
    status: BulkOperationStatus!
    errorCode: BulkOperationErrorCode
    createdAt: DateTime!
    completedAt: DateTime
    objectCount: UnsignedInt64!
    rootObjectCount: UnsignedInt64!
    fileSize: UnsignedInt64
    url: URL
    partialDataUrl: URL
    query: String!
    type: BulkOperationType!
  }
  type BulkOperationUserError {
    field: [String!]
    message: String!
    code: BulkOperationUserErrorCode
  }
  type BulkOperationRunQueryPayload {
    bulkOperation: BulkOperation
    userErrors: [BulkOperationUserError!]!
  }

  input CustomerEmailMarketingConsentInput {
    marketingState: CustomerEmailMarketingState!
    marketingOptInLevel: CustomerMarketingOptInLevel
    consentUpdatedAt: DateTime
    sourceLocationId: ID
  }
  input CustomerEmailMarketingConsentUpdateInput {
    customerId: ID!
    emailMarketingConsent: CustomerEmailMarketingConsentInput!
  }
  type CustomerEmailMarketingConsentUpdateUserError {
    field: [String!]
    message: String!
    code: CustomerEmailMarketingConsentUpdateUserErrorCode
  }
  type CustomerEmailMarketingConsentUpdatePayload {
    customer: Customer
    userErrors: [CustomerEmailMarketingConsentUpdateUserError!]!
  }
  input CustomerIdentifierInput {
    id: ID
    emailAddress: String
    phoneNumber: String
  }

  type Query {
    shop: Shop!
    shopLocales(published: Boolean): [ShopLocale!]!
    product(id: ID!): Product
    products(
      first: Int
      after: String
      last: Int
      before: String
      query: String
      sortKey: ProductSortKeys
      reverse: Boolean
    ): ProductConnection!
    customer(id: ID!): Customer
    customerByIdentifier(identifier: CustomerIdentifierInput!): Customer
    customers(
      first: Int
      after: String
      last: Int
      before: String
      query: String
      sortKey: CustomerSortKeys
      reverse: Boolean
    ): CustomerConnection!
    order(id: ID!): Order
    orders(
      first: Int
      after: String
      last: Int
      before: String
      query: String
      sortKey: OrderSortKeys
      reverse: Boolean
    ): OrderConnection!
    abandonedCheckouts(
      first: Int
      after: String
      last: Int
      before: String
      query: String
      sortKey: AbandonedCheckoutSortKeys
      reverse: Boolean
    ): AbandonedCheckoutConnection!
    bulkOperation(id: ID!): BulkOperation
  }
  type Mutation {
    bulkOperationRunQuery(query: String!, groupObjects: Boolean!): BulkOperationRunQueryPayload
    customerEmailMarketingConsentUpdate(
      input: CustomerEmailMarketingConsentUpdateInput!
    ): CustomerEmailMarketingConsentUpdatePayload
  }
`;

export const adminSchema = buildSchema(definition);
