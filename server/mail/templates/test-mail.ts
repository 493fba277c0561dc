import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Shop } from '../../shop/shop.ts';
import type { PreviewedMail } from '../compose/preview-mail.ts';
import { checkedAddress, headersOf, oneLine } from '../compose/mail-headers.ts';
import type { Links } from '../links/links.ts';
import { testMessageId } from '../message-id.ts';
import type { SenderPort } from '../send/send-ports.ts';
import type { SendingDomains } from '../sending/sending-domains.repository.ts';
import type { OutgoingMail, SendOutcome, Transport } from '../transport.ts';
import { frameOf } from './languages.ts';
import type { TestMailCounts } from './test-mail-counts.repository.ts';

export interface TestMailDeps {
  readonly senders: SenderPort;
  readonly domains: Pick<SendingDomains, 'find'>;
  readonly counts: Pick<TestMailCounts, 'take'>;
  readonly links: Pick<Links, 'testLeavingUrl'>;
  /** Through which this shop's mail leaves. */
  readonly transportOf: (shop: ShopId) => Promise<Pick<Transport, 'send'>>;
  readonly clock: Clock;
}

/** So that nobody makes a mailing of it. */
export const mostTestsAnHour = 20;

const isSame = (one: string | undefined, other: string): boolean =>
  one !== undefined && one.toLowerCase() === other.toLowerCase();

/**
 * A shop's own: the address that it is known by, the one that answers go to, and every address of a domain that it has
 * proved to be its own.
 */
const isOwn = async ({ domains }: TestMailDeps, shop: Shop, to: string): Promise<boolean> => {
  const { address, replyTo } = shop.sender;
  if (isSame(address, to) || isSame(replyTo, to)) return true;
  const domain = await domains.find(shop.id);
  return domain?.state === 'verified' && isSame(domain.name, to.slice(to.lastIndexOf('@') + 1));
};

/** Throws before anything is rendered: `test_recipient_refused`, or `too_many_requests` with `fields.retryAfter`, seconds. */
export const admitTest = async (deps: TestMailDeps, shop: Shop, to: string): Promise<void> => {
  if (!(await isOwn(deps, shop, to))) throw new EncoreError('test_recipient_refused');
  if ((await deps.counts.take(shop.id)) > mostTestsAnHour)
    throw new EncoreError('too_many_requests', { fields: { retryAfter: '3600' } });
};

export interface TestMail {
  readonly shop: Shop;
  readonly to: string;
  readonly flowKey: string;
  readonly body: Pick<PreviewedMail, 'subject' | 'html' | 'text' | 'language'>;
}

const toOutgoing = async (
  deps: TestMailDeps,
  { shop, to, flowKey, body }: TestMail,
): Promise<OutgoingMail> => {
  const { name, address, replyTo } = await deps.senders.of(shop);
  const from = checkedAddress(address, 'sender');
  const messageId = testMessageId();
  const unsubscribeUrl = deps.links.testLeavingUrl(shop.id);
  const step = 'test';
  return {
    messageId,
    shop: shop.id,
    from: { name: oneLine(name), address: from },
    replyTo: replyTo === undefined ? undefined : checkedAddress(replyTo, 'reply address'),
    to: { address: checkedAddress(to, 'recipient') },
    subject: oneLine(`[${frameOf(body.language).testMail}] ${body.subject}`),
    html: body.html,
    text: body.text,
    headers: {
      ...headersOf({ message: messageId, shop: shop.id, from, unsubscribeUrl, flowKey, step }),
      'X-Encore-Test': 'yes',
    },
    flowKey,
    step,
    sentAt: deps.clock.now(),
  };
};

const reasonOf = (outcome: Exclude<SendOutcome, { kind: 'accepted' }>): string =>
  outcome.kind === 'unknown'
    ? `Nobody knows whether it left (${outcome.reason}); look into the mailbox before trying again.`
    : `The mail service refused it (${outcome.reason}).`;

/**
 * Through the very transport that mails leave by, but with no row in the ledger: nothing counts it, no cap holds a place
 * for it, and what the provider tells of it is not listened to. Throws `test_mail_failed`.
 */
export const sendTest = async (deps: TestMailDeps, mail: TestMail): Promise<void> => {
  const transport = await deps.transportOf(mail.shop.id);
  const outcome = await transport.send(await toOutgoing(deps, mail), () => true);
  if (outcome.kind === 'accepted') return;
  throw new EncoreError('test_mail_failed', { message: reasonOf(outcome) });
};

/** What the body's own way out leads to. */
export const testLeavingUrl = ({ links }: Pick<TestMailDeps, 'links'>, shop: ShopId): string =>
  links.testLeavingUrl(shop);
