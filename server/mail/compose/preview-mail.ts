import type { Shop } from '../../shop/shop.ts';
import type { MailContent } from '../flow-port.ts';
import type { Recipient } from '../gate/gate-facts-port.ts';
import { webAddress } from '../links/links.ts';
import { boundContent } from './bound-content.ts';
import { checkTemplate } from './check/check-template.ts';
import type { TemplateProblem } from './check/check-liquid.ts';
import type { LiquidSandbox } from './liquid/liquid-sandbox.ts';
import { printMail } from './print-mail.ts';
import type { MailBody, MailLinks } from './print-mail.ts';
import type { TemplateCache } from './template-cache.ts';

export interface PreviewInput {
  /** A template, or what somebody is writing of one. */
  readonly template: unknown;
  readonly shop: Shop;
  readonly flowKind?: string | undefined;
  readonly content: MailContent;
  readonly recipient: Pick<Recipient, 'firstName' | 'lastName'>;
  /** Where its way out leads; nowhere unless told. */
  readonly unsubscribe?: string | undefined;
}

export interface PreviewedMail extends MailBody {
  readonly language: string;
  readonly problems: readonly TemplateProblem[];
}

/** Links lead where they will, but nothing counts them, and nobody leaves by a preview. */
const linksOf = ({ shop, content, unsubscribe = '#' }: PreviewInput): MailLinks => {
  const fallback = webAddress(content.actionUrl) ?? webAddress(shop.url) ?? 'https://invalid.invalid/';
  const direct = (target: string): string => (webAddress(target) === undefined ? fallback : target);
  return { direct, tracked: direct, unsubscribe };
};

const nothing: MailBody = { subject: '', html: '', text: '' };

/** The mail as it would be, or what keeps it from being one: a half of it is never shown. */
export const previewMail = async (
  { sandbox, cache }: { readonly sandbox: LiquidSandbox; readonly cache: TemplateCache },
  input: PreviewInput,
): Promise<PreviewedMail> => {
  const { template, problems } = await checkTemplate(sandbox, input.template, input.flowKind);
  if (template === undefined) return { ...nothing, language: input.shop.locale, problems };
  const { language } = template;
  try {
    const ready = await cache.get(template, input.shop);
    const { recipient } = input;
    const content = boundContent(input.content);
    const body = await printMail(sandbox, {
      ready,
      content,
      recipient,
      subject: undefined,
      links: linksOf(input),
    });
    return { ...body, language, problems };
  } catch (error) {
    if (problems.length > 0) return { ...nothing, language, problems };
    const message = error instanceof Error ? error.message : String(error);
    return { ...nothing, language, problems: [{ path: '', line: 1, column: 1, message }] };
  }
};
