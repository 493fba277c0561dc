import type { MailContent } from '../flow-port.ts';
import { webAddress } from '../links/links.ts';
import { tagLink } from '../links/tag-link.ts';
import type { LinkMaker, MailLinks } from './print-mail.ts';

export interface LinkedMail {
  readonly content: Pick<MailContent, 'actionUrl'>;
  readonly shopUrl: string;
  readonly tags: { readonly flowKey: string; readonly step: string };
}

/** One card's image and title lead to the same place: each address is made once a mail. */
export const once = (make: LinkMaker): LinkMaker => {
  const made = new Map<string, string>();
  return (target) => {
    const known = made.get(target);
    if (known !== undefined) return known;
    const fresh = make(target);
    made.set(target, fresh);
    return fresh;
  };
};

/** An address that leads nowhere on the web is the mail's own way instead, and that the shop's front door. */
export const directLinks = ({ content, shopUrl, tags }: LinkedMail): LinkMaker => {
  const fallback = webAddress(content.actionUrl) ?? shopUrl;
  return once((target) => tagLink(webAddress(target) === undefined ? fallback : target, tags));
};

/** For mails that are looked at again: nothing is counted, and nobody leaves. */
export const uncountedLinks = (mail: LinkedMail): MailLinks => {
  const direct = directLinks(mail);
  return { direct, tracked: direct, unsubscribe: '#' };
};
