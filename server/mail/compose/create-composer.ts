import type { Template } from 'liquidjs';
import { EncoreError } from '../../lib/errors.ts';
import type { JsonObject } from '../../lib/json.ts';
import { webAddress } from '../links/links.ts';
import type { Links } from '../links/links.ts';
import { tagLink } from '../links/tag-link.ts';
import { sendEmailArgs } from '../send/send-email.step.ts';
import type { ComposeInput, MailComposer } from '../send/send-ports.ts';
import type { OutgoingMail } from '../transport.ts';
import { htmlLiquid, isRenderLimit, textLiquid } from './liquid.ts';
import { checkedAddress, headersOf, oneLine } from './mail-headers.ts';
import type { TemplatePort } from './mail-template.ts';
import { createTemplateCache } from './template-cache.ts';
import { templateData } from './template-data.ts';
import type { LinkMaker } from './template-data.ts';
import { themeOf } from './theme.ts';

const tries = 3;

/** The limit is one of real time, and a busy machine may stop us for longer than that: only one that keeps failing fails. */
const patiently = (render: () => unknown): string => {
  for (let attempt = 1; attempt < tries; attempt += 1) {
    try {
      return String(render());
    } catch (error) {
      if (!isRenderLimit(error)) throw error;
    }
  }
  return String(render());
};

const printHtml = (template: Template[], data: JsonObject): string =>
  patiently(() => htmlLiquid.renderSync(template, data));
const printText = (template: Template[], data: JsonObject): string =>
  patiently(() => textLiquid.renderSync(template, data));

const footerText = ({ shop }: ComposeInput, unsubscribeUrl: string): string =>
  `\n--\n${[shop.name, shop.postalAddress].filter((part) => part !== '').join('\n')}\nUnsubscribe: ${unsubscribeUrl}\n`;

/** An address that leads nowhere on the web is the shop's front door instead. */
const directLink = ({ shop, flowKey, enrollment }: ComposeInput): LinkMaker => {
  const fallback = webAddress(shop.url) ?? 'https://invalid.invalid/';
  return (target) =>
    tagLink(webAddress(target) === undefined ? fallback : target, { flowKey, step: enrollment.step });
};

const recipientName = ({ recipient }: ComposeInput): string | undefined => {
  const name = oneLine([recipient.firstName, recipient.lastName].filter(Boolean).join(' '));
  return name === '' ? undefined : name;
};

export const createComposer = (deps: { templates: TemplatePort; links: Links }): MailComposer => {
  const cache = createTemplateCache(deps.templates);

  const print = async (input: ComposeInput): Promise<OutgoingMail> => {
    const { message, shop, recipient, enrollment, flowKey } = input;
    const args = sendEmailArgs.parse(input.args);
    const compiled = await cache.get(args.template, shop);
    const unsubscribeUrl = deps.links.unsubscribeUrl({ shop: shop.id, contact: recipient.contact, message });
    const theme = themeOf(shop);
    const direct = directLink(input);
    const tracked: LinkMaker = (target) =>
      deps.links.clickUrl({ shop: shop.id, message, target: direct(target) });
    const plain = templateData(input, { theme, unsubscribeUrl, link: direct });
    const subject = oneLine(
      printText(args.subject === undefined ? compiled.subject : textLiquid.parse(args.subject), plain),
    );
    const html = printHtml(compiled.html, {
      ...templateData(input, { theme, unsubscribeUrl, link: tracked }),
      subject,
    });
    const from = checkedAddress(shop.sender.address, 'sender');
    return {
      messageId: message,
      shop: shop.id,
      from: { name: oneLine(args.fromName ?? shop.sender.name), address: from },
      replyTo:
        shop.sender.replyTo === undefined ? undefined : checkedAddress(shop.sender.replyTo, 'reply address'),
      to: { name: recipientName(input), address: checkedAddress(recipient.address, 'recipient') },
      subject,
      html,
      text: `${printText(compiled.text, plain)}${footerText(input, unsubscribeUrl)}`,
      headers: headersOf({ message, shop: shop.id, from, unsubscribeUrl, flowKey, step: enrollment.step }),
      flowKey,
      step: enrollment.step,
      sentAt: input.now,
    };
  };

  return {
    prepare: async (needs) => {
      const compiled = needs.map(({ shop, args }) => cache.get(sendEmailArgs.parse(args).template, shop));
      await Promise.allSettled(compiled);
    },
    compose: async (input) => {
      try {
        return await print(input);
      } catch (error) {
        if (error instanceof EncoreError) throw error;
        throw new EncoreError('render_failed', { cause: error });
      }
    },
  };
};
