import { asContactId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { checkTemplate } from '../../mail/compose/check/check-template.ts';
import type { TemplateProblem } from '../../mail/compose/check/check-liquid.ts';
import type { LiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import type { MailTemplate, TemplatePort } from '../../mail/compose/mail-template.ts';
import { previewMail } from '../../mail/compose/preview-mail.ts';
import type { PreviewedMail, PreviewInput } from '../../mail/compose/preview-mail.ts';
import { createTemplateCache } from '../../mail/compose/template-cache.ts';
import { signPreview } from '../../mail/preview/show-preview.ts';
import type { PreviewDeps, SignedPreview } from '../../mail/preview/show-preview.ts';
import { builtInKeys, builtInTemplate } from '../../mail/templates/built-in-templates.ts';
import { kindOfKey } from '../../mail/templates/kind-of-key.ts';
import { fieldsOfProblems } from '../../mail/templates/own/publish-template.ts';
import { admitTest, sendTest, testLeavingUrl } from '../../mail/templates/test-mail.ts';
import type { TestMailDeps } from '../../mail/templates/test-mail.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { Contact } from '../../shop/contact.ts';
import type { ContactRepository } from '../../shop/contacts.repository.ts';
import type { ShopTheme } from '../../shop/merchant-settings.ts';
import type { Shop } from '../../shop/shop.ts';

interface Look {
  readonly theme: ShopTheme;
  readonly postalAddress?: string | undefined;
}

export interface PreviewAsk {
  /** Of a built-in template, or of an own one as it is published. */
  readonly key?: string | undefined;
  readonly version?: number | undefined;
  readonly template?: unknown;
  readonly flow?: string | undefined;
  readonly contact?: string | undefined;
  readonly locale?: string | undefined;
  /** Instead of what the shop's mails look like now. */
  readonly look?: Look | undefined;
}

export interface TestAsk extends PreviewAsk {
  readonly to: string;
}

export interface Preview extends PreviewedMail {
  /** Undefined where there is nothing to show. */
  readonly page: SignedPreview | undefined;
}

export interface TemplateService {
  /** The templates that come with Encore, in the shop's language or the one asked for. Null for no such shop. */
  list(
    shop: ShopId,
    locale?: string,
  ): Promise<readonly { readonly key: string; readonly template: MailTemplate }[] | null>;
  problems(template: unknown, flow?: string): Promise<readonly TemplateProblem[]>;
  /** Null when there is no such shop, template or contact. */
  preview(shop: ShopId, ask: PreviewAsk): Promise<Preview | null>;
  /**
   * Null as above. Throws `template_unfinished`, `test_recipient_refused`, `too_many_requests` or `test_mail_failed`.
   */
  test(shop: ShopId, ask: TestAsk): Promise<PreviewedMail | null>;
}

export interface TemplateServiceDeps {
  readonly shops: { find(shop: ShopId): Promise<Shop | null | undefined> };
  readonly contacts: Pick<ContactRepository, 'findMany'>;
  readonly templates: TemplatePort;
  /** Made-up content of a kind of flow; undefined for a kind there is not. */
  readonly sampleOf: (flowKind: string, shop: Shop) => MailContent | undefined;
  readonly sandbox: LiquidSandbox;
  readonly previews: PreviewDeps;
  readonly tests: TestMailDeps;
}

const offered = { code: 'THANKS-10', value: '10 %' } as const;

interface Read {
  readonly input: PreviewInput;
  readonly flow: string;
  readonly contact: ContactId | undefined;
}

const findContact = async (
  { contacts }: TemplateServiceDeps,
  shop: ShopId,
  id: string,
): Promise<Contact | undefined> => (await contacts.findMany(shop, [asContactId(id)])).get(asContactId(id));

const templateOf = async (
  { templates }: TemplateServiceDeps,
  shop: Shop,
  { ask, locales }: { readonly ask: PreviewAsk; readonly locales: readonly string[] },
): Promise<unknown> =>
  ask.key === undefined
    ? ask.template
    : templates.find({ shop: shop.id, key: ask.key, version: ask.version }, locales);

const inLook = (shop: Shop | undefined, look: Look | undefined): Shop | undefined =>
  shop && look
    ? { ...shop, theme: look.theme, postalAddress: look.postalAddress ?? shop.postalAddress }
    : shop;

/** What is asked for, with whom it is for; null where one of them is not there. */
const read = async (deps: TemplateServiceDeps, id: ShopId, ask: PreviewAsk): Promise<Read | null> => {
  const shop = inLook((await deps.shops.find(id)) ?? undefined, ask.look);
  const contact = ask.contact === undefined ? undefined : await findContact(deps, id, ask.contact);
  if (shop === undefined || (ask.contact !== undefined && contact === undefined)) return null;
  const locales = [ask.locale, contact?.locale, shop.locale].filter((each) => each !== undefined);
  const template = await templateOf(deps, shop, { ask, locales });
  const flow = ask.flow ?? kindOfKey(ask.key ?? '');
  const sample = deps.sampleOf(flow, shop);
  if (template === undefined || sample === undefined) return null;
  const firstName = contact === undefined ? sample.customer.firstName : (contact.firstName ?? '');
  return {
    flow,
    contact: contact?.id,
    input: {
      template,
      shop,
      flowKind: ask.flow,
      content: { ...sample, customer: { firstName }, offer: sample.offer ?? offered },
      recipient: { firstName, lastName: contact?.lastName },
    },
  };
};

export const createTemplateService = (deps: TemplateServiceDeps): TemplateService => {
  const parts = { sandbox: deps.sandbox, cache: createTemplateCache() };
  return {
    list: async (id, locale) => {
      const shop = await deps.shops.find(id);
      if (shop === null || shop === undefined) return null;
      const locales = [locale, shop.locale].filter((each) => each !== undefined);
      return builtInKeys.map((key) => {
        const template = builtInTemplate(key, locales);
        if (template === undefined) throw new EncoreError('template_invalid');
        return { key, template };
      });
    },
    problems: async (template, flow) => (await checkTemplate(deps.sandbox, template, flow)).problems,
    preview: async (id, ask) => {
      const found = await read(deps, id, ask);
      if (found === null) return null;
      const mail = await previewMail(parts, found.input);
      const { html } = mail;
      const page =
        html === '' ? undefined : await signPreview(deps.previews, id, { html, contact: found.contact });
      return { ...mail, page };
    },
    test: async (id, ask) => {
      const found = await read(deps, id, ask);
      if (found === null) return null;
      const { input, flow } = found;
      await admitTest(deps.tests, input.shop, ask.to);
      const body = await previewMail(parts, { ...input, unsubscribe: testLeavingUrl(deps.tests, id) });
      if (body.problems.length > 0)
        throw new EncoreError('template_unfinished', { fields: fieldsOfProblems(body.problems) });
      await sendTest(deps.tests, { shop: input.shop, to: ask.to, flowKey: flow, body });
      return body;
    },
  };
};
