import { withTheShop } from './holding.ts';
import type { Holding } from './holding.ts';

const ofNobody = (
  collection: string,
  what: string,
  { shop = 'shop', kept = withTheShop }: Partial<Pick<Holding, 'shop' | 'kept'>> = {},
): Holding => ({ collection, what, redaction: 'none', shop, kept });

/** What is stored and says nothing of any person. */
export const aboutNobody: readonly Holding[] = [
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
