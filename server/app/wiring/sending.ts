import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { createGuardedRequest } from '../../lib/outgoing/guarded-request.ts';
import type { LiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import { createDeliverability } from '../../mail/deliverability/deliverability.ts';
import type { Deliverability } from '../../mail/deliverability/deliverability.ts';
import { createDns } from '../../mail/deliverability/dns-port.ts';
import { createLinkCheck } from '../../mail/deliverability/link-check.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import type { SenderPort } from '../../mail/send/send-ports.ts';
import { createDomainService } from '../../mail/sending/domain-service.ts';
import type { DomainService } from '../../mail/sending/domain-service.ts';
import { createDueDomains } from '../../mail/sending/due-domains.system.repository.ts';
import { createSenderDays } from '../../mail/sending/sender-days.repository.ts';
import { senderOf } from '../../mail/sending/sender.ts';
import type { SendingDomain } from '../../mail/sending/sending-domain.ts';
import { createSendingDomains } from '../../mail/sending/sending-domains.repository.ts';
import { createSendingService } from '../../mail/sending/sending-service.ts';
import type { SendingService } from '../../mail/sending/sending-service.ts';
import type { Config } from '../config.ts';
import { wireDomainHome, wireKnownOwner, wireOwnerOf } from './accounts.ts';
import type { Data } from './data.ts';
import { wireLinks } from './links.ts';
import { wireLiveMails } from './live-mails.ts';

export interface SendingParts {
  readonly config: Config;
  readonly data: Data;
  readonly logger: Logger;
}

/** Undefined where no mail leaves the house. Without SendGrid only shops with an account of their own prove domains. */
export const wireDomains = ({ config, data, logger }: SendingParts): DomainService | undefined => {
  if (config.mail.transport === 'outbox') return undefined;
  return createDomainService({
    domains: createSendingDomains(data.connection),
    due: createDueDomains(data.connection),
    homeOf: wireDomainHome({ config, data }),
    clock: data.clock,
    logger,
  });
};

export const wireSending = (parts: SendingParts): SendingService =>
  createSendingService({
    shops: parts.data.shop.shops,
    days: createSenderDays(parts.data.connection),
    domains: wireDomains(parts),
    shared: parts.config.mail.shared,
    ownerOf: wireOwnerOf(parts),
    clock: parts.data.clock,
  });

export const wireDeliverability = (parts: SendingParts, sandbox: LiquidSandbox): Deliverability => {
  const { config, data, logger } = parts;
  const links = wireLinks(config);
  const senders = wireSenders(parts);
  return createDeliverability({
    sending: wireSending(parts),
    events: createMessageEvents(data.connection),
    dns: createDns(),
    clock: data.clock,
    links,
    check: createLinkCheck({
      request: createGuardedRequest({
        timeoutMs: 3000,
        maxAnswerBytes: 1000,
        allowLoopback: config.demo !== undefined,
      }),
    }),
    liveMails: wireLiveMails({
      connection: data.connection,
      links,
      sandbox,
      logger,
      senderOf: async (shop) => ({ ...shop.sender, ...(await senders.of(shop)) }),
      now: () => data.clock.now(),
    }),
  });
};

/** A domain changes hands rarely, and a mail from the address of a moment ago still arrives. */
const knownForMs = 15_000;

/** The shop's sender at the moment of sending; what was just read of its domain is not read again. */
export const wireSenders = ({ config, data }: Pick<SendingParts, 'config' | 'data'>): SenderPort => {
  const domains = createSendingDomains(data.connection);
  const ownerOf = wireKnownOwner({ data });
  const known = new Map<ShopId, { readonly untilMs: number; readonly domain: SendingDomain | undefined }>();
  const domainOf = async (shop: ShopId): Promise<SendingDomain | undefined> => {
    const before = known.get(shop);
    if (before !== undefined && before.untilMs > monotonicMs()) return before.domain;
    const domain = await domains.find(shop);
    known.set(shop, { untilMs: monotonicMs() + knownForMs, domain });
    return domain;
  };
  return {
    of: async (shop) => {
      const owner = await ownerOf(shop.id);
      const isProved = owner === 'own' || config.mail.transport === 'sendgrid';
      const domain = isProved ? await domainOf(shop.id) : undefined;
      return senderOf(shop, { domain, shared: config.mail.shared, owner });
    },
  };
};
