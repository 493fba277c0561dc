import type { Links } from '../links/links.ts';
import type { OutgoingMail } from '../transport.ts';
import type { DeliverabilityView } from './deliverability.contract.ts';
import { findingOfLinks } from './link-check.ts';
import type { LinkCheck } from './link-check.ts';
import { findingsOfMail } from './mail-findings.ts';
import { partsOf } from './mail-parts.ts';

/** A mail of a live flow as it would leave now, with made-up content. */
export interface LiveMail {
  readonly flow: { readonly id: string; readonly title: string };
  readonly step: string;
  /** Undefined where it could not be written; `problem` says why. */
  readonly mail: OutgoingMail | undefined;
  readonly problem?: string | undefined;
  /** Addresses of the made-up content, where nobody is, and the shop’s front page, which it has from its platform. */
  readonly madeUp: ReadonlySet<string>;
}

export type LiveMails = (shop: OutgoingMail['shop']) => Promise<readonly LiveMail[]>;

const untagged = (address: string): string => {
  const url = URL.parse(address);
  if (url === null) return address;
  const tags = [...url.searchParams.keys()].filter((name) => name.startsWith('utm_'));
  for (const name of tags) url.searchParams.delete(name);
  return url.href;
};

/** Where a mail leads by its template: without our own ways, and without what its made-up content names. */
const ownLinks = ({ mail, madeUp }: LiveMail, links: Pick<Links, 'readClick'>): readonly string[] => {
  if (mail === undefined) return [];
  const { links: hrefs, pictures } = partsOf(mail.html);
  const targets = hrefs.flatMap(
    (href) => links.readClick(href.slice(href.lastIndexOf('/') + 1))?.target ?? [],
  );
  const sources = pictures.map(({ src }) => src).filter((src) => URL.canParse(src));
  const isMadeUp = (url: string): boolean => madeUp.has(url);
  return [...new Set([...targets, ...sources].map(untagged))].filter((url) => !isMadeUp(url));
};

export interface MailLook {
  readonly links: Pick<Links, 'readClick'>;
  readonly check: LinkCheck;
}

type MailView = DeliverabilityView['mails'][number];

/** How each of these mails arrives, as far as that can be seen before. */
export const lookAtMails = async (
  { links, check }: MailLook,
  mails: readonly LiveMail[],
): Promise<readonly MailView[]> => {
  const own = mails.map((one) => ownLinks(one, links));
  const states = await check(own.flat());
  return mails.map(({ flow, step, mail, problem }, index): MailView => {
    const named = { flow: flow.id, title: flow.title, step };
    if (mail === undefined) {
      const says = problem ?? 'It can’t be written.';
      return { ...named, findings: [{ key: 'size', level: 'fail', says, todo: 'Mend its template.' }] };
    }
    const mine = new Map([...states].filter(([url]) => own[index]?.includes(url)));
    return { ...named, findings: [...findingsOfMail(mail), findingOfLinks(mine)] };
  });
};
