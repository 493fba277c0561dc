import { asContactId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { checkTemplate } from '../../mail/compose/check/check-template.ts';
import type { TemplateProblem } from '../../mail/compose/check/check-liquid.ts';
import type { LiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import type { MailTemplate } from '../../mail/compose/mail-template.ts';
import { previewMail } from '../../mail/compose/preview-mail.ts';
import type { PreviewedMail } from '../../mail/compose/preview-mail.ts';
import { createTemplateCache } from '../../mail/compose/template-cache.ts';
import { builtInKeys, builtInTemplate } from '../../mail/templates/built-in-templates.ts';
import { kindOfKey } from '../../mail/templates/kind-of-key.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { Contact } from '../../shop/contact.ts';
import type { ContactRepository } from '../../shop/contacts.repository.ts';
import type { Shop } from '../../shop/shop.ts';

export interface PreviewAsk {
  readonly key?: string | undefined;
  readonly template?: unknown;
  readonly flow?: string | undefined;
  readonly contact?: string | undefined;
  readonly locale?: string | undefined;
}

export interface TemplateService {
  /** The templates that come with Encore, in the shop's language or the one asked for. Null for no such shop. */
  list(
    shop: ShopId,
    locale?: string,
  ): Promise<readonly { readonly key: string; readonly template: MailTemplate }[] | null>;
  problems(template: unknown, flow?: string): Promise<readonly TemplateProblem[]>;
  /** Null when there is no such shop, template or contact. */
  preview(shop: ShopId, ask: PreviewAsk): Promise<PreviewedMail | null>;
}

export interface TemplateServiceDeps {
  readonly shops: { find(shop: ShopId): Promise<Shop | null | undefined> };
  readonly contacts: Pick<ContactRepository, 'findMany'>;
  /** Made-up content of a kind of flow; undefined for a kind there is not. */
  readonly sampleOf: (flowKind: string, shop: Shop) => MailContent | undefined;
  readonly sandbox: LiquidSandbox;
}

const offered = { code: 'THANKS-10', value: '10 %' } as const;

const templateOf = ({ key, template }: PreviewAsk, locales: readonly string[]): unknown =>
  key === undefined ? template : builtInTemplate(key, locales);

const findContact = async (
  { contacts }: TemplateServiceDeps,
  shop: ShopId,
  id: string,
): Promise<Contact | undefined> => (await contacts.findMany(shop, [asContactId(id)])).get(asContactId(id));

export const createTemplateService = (deps: TemplateServiceDeps): TemplateService => {
  const cache = createTemplateCache();
  const { sandbox, sampleOf, shops } = deps;

  const preview: TemplateService['preview'] = async (id, ask) => {
    const shop = (await shops.find(id)) ?? undefined;
    const contact = ask.contact === undefined ? undefined : await findContact(deps, id, ask.contact);
    if (shop === undefined || (ask.contact !== undefined && contact === undefined)) return null;
    const locales = [ask.locale, contact?.locale, shop.locale].filter((each) => each !== undefined);
    const template = templateOf(ask, locales);
    const sample = sampleOf(ask.flow ?? kindOfKey(ask.key ?? ''), shop);
    if (template === undefined || sample === undefined) return null;
    const firstName = contact === undefined ? sample.customer.firstName : (contact.firstName ?? '');
    return previewMail(
      { sandbox, cache },
      {
        template,
        shop,
        flowKind: ask.flow,
        content: { ...sample, customer: { firstName }, offer: sample.offer ?? offered },
        recipient: { firstName, lastName: contact?.lastName },
      },
    );
  };

  return {
    list: async (id, locale) => {
      const shop = await shops.find(id);
      if (shop === null || shop === undefined) return null;
      const locales = [locale, shop.locale].filter((each) => each !== undefined);
      return builtInKeys.map((key) => {
        const template = builtInTemplate(key, locales);
        if (template === undefined) throw new EncoreError('template_invalid');
        return { key, template };
      });
    },
    problems: async (template, flow) => (await checkTemplate(sandbox, template, flow)).problems,
    preview,
  };
};
