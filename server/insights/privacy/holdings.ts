/**
 * What is stored, collection by collection: the register behind exports, redactions and docs/operations.md. A collection
 * that is missing here fails a test, so nothing can be kept of anybody without saying how it goes.
 */
export interface Holding {
  readonly collection: string;
  /** In a merchant's words. */
  readonly what: string;
  /** Which field names a person, and by which of their keys. Absent: nothing in it is about anyone. */
  readonly person?: { readonly field: string; readonly by: PersonKey } | undefined;
  /**
   * `emptied`: the row stays without what makes it personal; `kept`: nothing but digests and ids that lead nowhere;
   * `none`: nothing in it is about anyone.
   */
  readonly redaction: 'deleted' | 'emptied' | 'kept' | 'none';
  /** Where the shop stands; `none`: belongs to no shop. */
  readonly shop: 'shop' | '_id' | 'turn' | 'job' | 'none';
  /** How long, and what ends it. */
  readonly kept: string;
}

/** `contacts`: our own ids; `digests`: of addresses and customer ids; the others hang on the person's enrollments and messages. */
export type PersonKey = 'contacts' | 'digests' | 'enrollments' | 'messages';

const withTheShop = 'as long as the shop';

const aboutPeople: readonly Holding[] = [
  {
    collection: 'contacts',
    what: 'address, names, phone, language, country, properties set by flows',
    person: { field: '_id', by: 'contacts' },
    redaction: 'emptied',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'consents',
    what: 'what somebody said about marketing mail, when and where',
    person: { field: 'addressDigest', by: 'digests' },
    redaction: 'deleted',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'preferences',
    what: 'which mail somebody wants, by digest',
    person: { field: 'addressDigest', by: 'digests' },
    redaction: 'deleted',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'consent_writes',
    what: 'consent that the platform is still to be told of, by digest',
    person: { field: 'addressDigest', by: 'digests' },
    redaction: 'deleted',
    shop: 'shop',
    kept: 'until the platform knows',
  },
  {
    collection: 'suppressions',
    what: 'digests of addresses that get no mail',
    person: { field: 'addressDigest', by: 'digests' },
    redaction: 'kept',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'redactions',
    what: 'digests of people who were erased',
    redaction: 'kept',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'visitors',
    what: 'which browser is whose, by digest',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '30 days after it was last heard of (TTL)',
  },
  {
    collection: 'checkouts',
    what: 'what was in a checkout, and whose it was',
    person: { field: 'details.contact', by: 'contacts' },
    redaction: 'emptied',
    shop: 'shop',
    kept: '400 days after its last activity (`privacy.retain`)',
  },
  {
    collection: 'orders',
    what: 'what was bought, and by whom',
    person: { field: 'details.contact', by: 'contacts' },
    redaction: 'emptied',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'store_events',
    what: 'what happened in the shop: ids and numbers',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '760 days (`privacy.retain`); what a storefront told 30 days while it is nobody’s, else 90 (TTL)',
  },
  {
    collection: 'inbox',
    what: 'deliveries, byte for byte',
    person: { field: 'persons', by: 'digests' },
    redaction: 'emptied',
    shop: 'shop',
    kept: '14 days after applying, 30 if it could not be, 7 if nobody has a use for it (TTL)',
  },
  {
    collection: 'journal',
    what: 'what was applied, in that order, for replays',
    person: { field: 'persons', by: 'digests' },
    redaction: 'emptied',
    shop: 'shop',
    kept: '400 days (TTL); what was there before the install as long as the shop',
  },
];

const aboutMail: readonly Holding[] = [
  {
    collection: 'enrollments',
    what: 'ways through flows',
    person: { field: '_id', by: 'enrollments' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '760 days after it ended (`privacy.retain`)',
  },
  {
    collection: 'effects',
    what: 'what a flow did besides mail',
    person: { field: 'enrollment', by: 'enrollments' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '400 days (TTL)',
  },
  {
    collection: 'flow_firings',
    what: 'workflows of Shopify Flow that are told of a mail',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '7 days (TTL)',
  },
  {
    collection: 'segment_members',
    what: 'who is in a segment that a flow watches',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'message_events',
    what: 'what became of a mail: delivered, opened, clicked',
    person: { field: 'message', by: 'messages' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '760 days (`privacy.retain`)',
  },
  {
    collection: 'outbox',
    what: 'mails of a demo, whole',
    person: { field: 'recipient', by: 'digests' },
    redaction: 'deleted',
    shop: 'shop',
    kept: 'as long as the demo',
  },
  {
    collection: 'decisions',
    what: 'everything decided about somebody',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '400 days after it was last taken (TTL)',
  },
  {
    collection: 'kept_mails',
    what: 'what a mail was made of that left: address, names, products, code',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '90 days (TTL)',
  },
  {
    collection: 'mail_previews',
    what: 'mails that staff look at, whole',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '10 minutes (TTL)',
  },
  {
    collection: 'offer_codes',
    what: 'discount codes, and whose hands they are in',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'conversions',
    what: 'which mail an order is put down to, and what is left of its sum',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'emptied',
    shop: 'shop',
    kept: withTheShop,
  },
  {
    collection: 'messages',
    what: 'the ledger of mails: subject, outcome, answers of the gate',
    person: { field: 'contact', by: 'contacts' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '760 days (`privacy.retain`)',
  },
];

const aboutRequests: readonly Holding[] = [
  {
    collection: 'data_requests',
    what: 'that somebody asked for their data: digests',
    person: { field: 'persons', by: 'digests' },
    redaction: 'kept',
    shop: 'shop',
    kept: '400 days (TTL)',
  },
  {
    collection: 'person_exports',
    what: 'answers to such requests, sealed',
    person: { field: 'persons', by: 'digests' },
    redaction: 'deleted',
    shop: 'shop',
    kept: '14 days (TTL)',
  },
  {
    collection: 'access_log',
    what: 'who of the staff looked at or took whose data or changed the mail key, and when',
    person: { field: 'about', by: 'contacts' },
    redaction: 'kept',
    shop: 'shop',
    kept: '400 days (TTL)',
  },
];

const ofNobody = (
  collection: string,
  what: string,
  { shop = 'shop', kept = withTheShop }: Partial<Pick<Holding, 'shop' | 'kept'>> = {},
): Holding => ({ collection, what, redaction: 'none', shop, kept });

const aboutNobody: readonly Holding[] = [
  ofNobody('shops', 'the shop and its settings', { shop: '_id' }),
  ofNobody('sending_domains', 'the domain the shop sends from, and its DNS records', { shop: '_id' }),
  ofNobody('mail_accounts', 'the shop’s own account at a mail service: its key sealed', { shop: '_id' }),
  ofNobody('sender_pauses', 'accounts that a mail service asked to wait', {
    shop: 'none',
    kept: 'until the wait is over (TTL)',
  }),
  ofNobody('sender_days', 'how many mails left from the shared domain on a day', { kept: '3 days (TTL)' }),
  ofNobody('flow_listeners', 'whether workflows of Shopify Flow listen to our triggers'),
  ofNobody('plan_usage', 'how many mails the shop’s plan paid for in a month', { kept: '400 days (TTL)' }),
  ofNobody('shop_tokens', 'the shop’s access tokens, sealed', { shop: '_id' }),
  ofNobody('woocommerce_connections', 'which store is linked how; its secrets sealed'),
  ofNobody('products', 'the catalog'),
  ofNobody('companions', 'learned: what goes with what'),
  ofNobody('reorder_intervals', 'learned: how long a product lasts'),
  ofNobody('flow_inclusions', 'taking people of the past into a flow, as numbers'),
  ofNobody('flows', 'flows'),
  ofNobody('flow_versions', 'what a flow was at each publishing'),
  ofNobody('flow_drafts', 'flows being edited'),
  ofNobody('segments', 'conditions about people that staff keep under names'),
  ofNobody('mail_templates', 'templates that the shop made, and their drafts'),
  ofNobody('mail_template_versions', 'what such a template was at each publishing'),
  ofNobody('compiled_mails', 'templates as HTML, the same for everybody', {
    kept: '120 days after a mail was last made of it (TTL)',
  }),
  ofNobody('test_mail_counts', 'how many test mails were sent in an hour', { kept: '2 hours (TTL)' }),
  ofNobody('reconciliations', 'how far each poll has come, and what it found'),
  ofNobody('offers', 'what mails may promise'),
  ofNobody('offer_discounts', 'what the platform holds of it'),
  ofNobody('rollups', 'how many mails were sent, opened, clicked on a day, by flow and step'),
  ofNobody('rollup_states', 'how far that is counted'),
  ofNobody('returning_counts', 'how many customers came back in a month'),
  ofNobody('flow_commands', 'what staff did to flows'),
  ofNobody('flow_moves', 'people going over to another version, as numbers'),
  ofNobody('turns', 'who is due when, by eighths of a shop', { shop: 'turn' }),
  ofNobody('agendaJobs', 'jobs: payloads hold ids of shops and flows', { shop: 'job', kept: 'until done' }),
  ofNobody('schedules', 'when recurring jobs run', { shop: 'none', kept: 'always' }),
  ofNobody('workers', 'which workers live', { shop: 'none', kept: 'an hour (TTL)' }),
  ofNobody('clocks', 'the demo’s clock', { shop: 'none', kept: 'as long as the demo' }),
];

export const holdings: readonly Holding[] = [...aboutPeople, ...aboutMail, ...aboutRequests, ...aboutNobody];
