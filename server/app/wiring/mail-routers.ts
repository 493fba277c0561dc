import type { Router } from 'express';
import type { Logger } from '../../lib/logger.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { createLeavingPeople } from '../../mail/leaving/leaving-people.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import type { Config } from '../config.ts';
import { createMailLinksRouter } from '../http/mail-links.ts';
import { createPreviewPages } from '../../mail/preview/preview-pages.repository.ts';
import { createMailPreviewsRouter } from '../http/mail-previews.ts';
import { createSendgridWebhookRouter } from '../http/sendgrid-webhook.ts';
import { wireEventKeyOf } from './accounts.ts';
import type { Data } from './data.ts';
import { wireLinks } from './links.ts';

export interface MailRouterParts {
  readonly config: Config;
  readonly data: Data;
  readonly intake: Intake;
  readonly logger: Logger;
}

/** Links in mails, and what the provider tells of them. */
export const wireMailRouters = ({ config, data, intake, logger }: MailRouterParts): readonly Router[] => {
  const { clock, shop } = data;
  const events = createMessageEvents(data.connection);
  const people = createLeavingPeople(shop);
  const links = wireLinks(config);
  return [
    createMailPreviewsRouter({ pages: createPreviewPages(data.connection), links }),
    createMailLinksRouter({ links, intake, people, events, clock, logger }),
    createSendgridWebhookRouter({
      publicKey: config.mail.sendgridWebhookKey,
      keyOf: wireEventKeyOf({ data }),
      intake,
    }),
  ];
};
