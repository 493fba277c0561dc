import { createCompiledMails } from '../../mail/compose/kept/compiled-mails.repository.ts';
import { createKeptMails } from '../../mail/kept/kept-mails.repository.ts';
import { createPreviewPages } from '../../mail/preview/preview-pages.repository.ts';
import { createSendingDomains } from '../../mail/sending/sending-domains.repository.ts';
import type { TestMailDeps } from '../../mail/templates/test-mail.ts';
import { createTestMailCounts } from '../../mail/templates/test-mail-counts.repository.ts';
import { createSentMailReader } from '../services/sent-mail-reader.ts';
import type { SentMailReader } from '../services/sent-mail-reader.ts';
import { createTemplateService } from '../services/template-service.ts';
import type { TemplateService } from '../services/template-service.ts';
import { wireOwnSending } from './accounts.ts';
import type { AccountParts } from './accounts.ts';
import { wireLinks } from './links.ts';
import { wireTransport } from './mail.ts';
import { wireSenders } from './sending.ts';
import { wireTemplateSource } from './templates.ts';
import type { TemplateParts } from './templates.ts';

export interface TemplatePages {
  readonly templates: TemplateService;
  readonly sentMails: SentMailReader;
}

/** The account that the shop's mails leave through, its own or the operator's. */
const transportsOf = (parts: AccountParts): TestMailDeps['transportOf'] => {
  const operator = wireTransport(parts.config, parts.data.mail);
  const { accounts } = wireOwnSending(parts, (transport) => transport);
  return async (shop) => (await accounts?.of([shop]))?.get(shop)?.transport ?? operator;
};

/** Mails to look at: as they would be, as a test, as they were. */
export const wireTemplatePages = ({
  config,
  data,
  flows,
  sandbox,
  logger,
}: TemplateParts & AccountParts): TemplatePages => {
  const { connection, clock, shop } = data;
  const links = wireLinks(config);
  const previews = { pages: createPreviewPages(connection), links };
  return {
    templates: createTemplateService({
      shops: shop.shops,
      contacts: shop.contacts,
      templates: wireTemplateSource(data),
      sampleOf: (kind, of) => flows.runtime.kinds.get(kind)?.sample(of),
      sandbox,
      previews,
      tests: {
        senders: wireSenders({ config, data }),
        domains: createSendingDomains(connection),
        counts: createTestMailCounts(connection),
        links,
        transportOf: transportsOf({ config, data, logger }),
        clock,
      },
    }),
    sentMails: createSentMailReader({
      mails: createKeptMails(connection),
      compiled: createCompiledMails(connection),
      sandbox,
      previews,
    }),
  };
};
