import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { MessageEvents } from '../events/message-events.repository.ts';
import type { SendingService } from '../sending/sending-service.ts';
import type { DeliverabilityView } from './deliverability.contract.ts';
import type { DnsPort } from './dns-port.ts';
import { findingsOfDomain } from './domain-findings.ts';
import { alignmentOf } from './alignment.ts';
import { lookAtMails } from './live-mail.ts';
import type { LiveMails, MailLook } from './live-mail.ts';
import { findingsOfRates } from './rate-findings.ts';

export interface SenderLook {
  readonly events: Pick<MessageEvents, 'mailsSince'>;
  readonly dns: DnsPort;
  readonly clock: Pick<Clock, 'now'>;
}

export interface DeliverabilityDeps extends SenderLook, MailLook {
  readonly sending: Pick<SendingService, 'read'>;
  readonly liveMails: LiveMails;
}

/** How a shop's mail arrives; null for a shop that isn't there. */
export type Deliverability = (shop: ShopId) => Promise<DeliverabilityView | null>;

const windowMs = 30 * 86_400_000;

/** SendGrid's own; every domain that is proved there has these two. */
const selectors = ['s1', 's2'];

export type SenderHealth = Omit<DeliverabilityView, 'mails'>;

export const lookAtSender = async (
  { events, dns, clock }: SenderLook,
  shop: ShopId,
  domain: string,
): Promise<SenderHealth> => {
  const since = new Date(clock.now().getTime() - windowMs);
  const [ofDomain, rates] = await Promise.all([
    findingsOfDomain(dns, { domain, selectors }),
    events.mailsSince(shop, since),
  ]);
  return { domain, findings: [...ofDomain, ...findingsOfRates(rates)] };
};

export const createDeliverability =
  ({ sending, liveMails, ...look }: DeliverabilityDeps): Deliverability =>
  async (shop) => {
    const found = await sending.read(shop);
    if (found === null) return null;
    const domain = found.domain?.name ?? found.from.address.slice(found.from.address.lastIndexOf('@') + 1);
    const [sender, mails] = await Promise.all([
      lookAtSender(look, shop, domain),
      liveMails(shop).then((written) => lookAtMails(look, written)),
    ]);
    return { domain, findings: [...sender.findings, alignmentOf(found)], mails: [...mails] };
  };
