import type { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import type { Links } from '../links/links.ts';
import { sendEmailArgs } from '../send/send-email.step.ts';
import type { ComposeInput, MailComposer } from '../send/send-ports.ts';
import type { Shop } from '../../shop/shop.ts';
import type { OutgoingMail } from '../transport.ts';
import type { LiquidSandbox } from './liquid/liquid-sandbox.ts';
import { checkedAddress, headersOf, oneLine } from './mail-headers.ts';
import { directLinks, once } from './mail-links.ts';
import { boundContent } from './bound-content.ts';
import type { CompiledMails } from './kept/compiled-mails.ts';
import type { MailTemplate, TemplatePort, TemplateRef } from './mail-template.ts';
import { printMail } from './print-mail.ts';
import type { MailLinks } from './print-mail.ts';
import { createTemplateCache } from './template-cache.ts';
import type { TemplateCache } from './template-cache.ts';
import type { Theme } from './theme.ts';

export interface ComposerDeps {
  readonly templates: TemplatePort;
  readonly links: Links;
  readonly sandbox: LiquidSandbox;
  /** Without it nothing that goes out can be printed again later. */
  readonly compiled?: CompiledMails | undefined;
}

const linksOf = (links: Links, input: ComposeInput, { shopUrl }: Theme): MailLinks => {
  const { shop, message, recipient, content, flowKey, enrollment } = input;
  const direct = directLinks({ content, shopUrl, tags: { flowKey, step: enrollment.step } });
  return {
    direct,
    tracked: once((target) => links.clickUrl({ shop: shop.id, message, target: direct(target) })),
    unsubscribe: links.unsubscribeUrl({ shop: shop.id, contact: recipient.contact, message }),
  };
};

const recipientName = ({ recipient }: ComposeInput): string | undefined => {
  const name = oneLine([recipient.firstName, recipient.lastName].filter(Boolean).join(' '));
  return name === '' ? undefined : name;
};

const languagesOf = ({ recipient, shop }: ComposeInput): readonly string[] =>
  recipient.locale === undefined ? [shop.locale] : [recipient.locale, shop.locale];

const templateOf = async (
  { templates }: ComposerDeps,
  ref: TemplateRef,
  languages: readonly string[],
): Promise<MailTemplate> => {
  const template = await templates.find(ref, languages);
  if (template !== undefined) return template;
  throw new EncoreError('template_invalid', { message: `There is no template "${ref.key}".` });
};

const refOf = (shop: Shop, { template, templateVersion }: z.infer<typeof sendEmailArgs>): TemplateRef => ({
  shop: shop.id,
  key: template,
  version: templateVersion,
});

const composeMail = async (
  deps: ComposerDeps,
  cache: TemplateCache,
  input: ComposeInput,
): Promise<OutgoingMail> => {
  const { message, shop, recipient, enrollment, flowKey } = input;
  const args = sendEmailArgs.parse(input.args);
  const content = boundContent(input.content);
  const template = await templateOf(deps, refOf(shop, args), languagesOf(input));
  const ready = await cache.get(template, shop);
  const links = linksOf(deps.links, input, ready.theme);
  const from = checkedAddress(shop.sender.address, 'sender');
  const { replyTo } = shop.sender;
  return {
    messageId: message,
    shop: shop.id,
    from: { name: oneLine(args.fromName ?? shop.sender.name), address: from },
    replyTo: replyTo === undefined ? undefined : checkedAddress(replyTo, 'reply address'),
    to: { name: recipientName(input), address: checkedAddress(recipient.address, 'recipient') },
    ...(await printMail(deps.sandbox, { ready, content, recipient, subject: args.subject, links })),
    headers: headersOf({
      message,
      shop: shop.id,
      from,
      unsubscribeUrl: links.unsubscribe,
      flowKey,
      step: enrollment.step,
    }),
    flowKey,
    step: enrollment.step,
    sentAt: input.now,
    compiled: ready.id,
  };
};

export const createComposer = (deps: ComposerDeps): MailComposer => {
  const cache = createTemplateCache(deps.compiled);
  const prepareOne = async ({ shop, args }: Pick<ComposeInput, 'shop' | 'args'>): Promise<void> => {
    const ref = refOf(shop, sendEmailArgs.parse(args));
    await cache.get(await templateOf(deps, ref, [shop.locale]), shop);
  };
  return {
    prepare: async (needs) => void (await Promise.allSettled(needs.map(prepareOne))),
    compose: async (input) => {
      try {
        return await composeMail(deps, cache, input);
      } catch (error) {
        if (error instanceof EncoreError) throw error;
        throw new EncoreError('render_failed', { cause: error });
      }
    },
  };
};
