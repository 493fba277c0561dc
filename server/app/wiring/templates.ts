import { createEnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { CheckDeps } from '../../flows/life/check-program.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import type { ShopId } from '../../lib/brand.ts';
import { createCompiledMails } from '../../mail/compose/kept/compiled-mails.repository.ts';
import type { LiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import type { TemplatePort } from '../../mail/compose/mail-template.ts';
import { createTemplateCache } from '../../mail/compose/template-cache.ts';
import { createOfferCheck } from '../../mail/offers/offer-check.ts';
import type { OfferService } from '../../mail/offers/offer-service.ts';
import { builtInKeys } from '../../mail/templates/built-in-templates.ts';
import { checkMail } from '../../mail/templates/own/check-mail.ts';
import { createOwnTemplatesService } from '../../mail/templates/own/own-templates.ts';
import type { OwnTemplates } from '../../mail/templates/own/own-templates.ts';
import { createOwnTemplates } from '../../mail/templates/own/own-templates.repository.ts';
import { createTemplateSource } from '../../mail/templates/own/template-source.ts';
import { createTemplateVersions } from '../../mail/templates/own/template-versions.repository.ts';
import { createTemplateUses } from '../services/template-uses.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

export interface TemplateParts {
  readonly data: Data;
  readonly flows: Flows;
  readonly sandbox: LiquidSandbox;
}

/** Built-in templates and merchants' own, as mails are made of them. */
export const wireTemplateSource = ({ connection }: Data): TemplatePort =>
  createTemplateSource({
    templates: createOwnTemplates(connection),
    versions: createTemplateVersions(connection),
  });

/** What a merchant does to templates. */
export const wireOwnTemplates = ({ data, flows, sandbox }: TemplateParts): OwnTemplates => {
  const { connection, clock, shop } = data;
  return createOwnTemplatesService({
    templates: createOwnTemplates(connection),
    versions: createTemplateVersions(connection),
    uses: createTemplateUses({
      flows: flows.runtime.flows,
      versions: createFlowVersionRepository(connection),
      reads: createEnrollmentReads(connection),
    }),
    shops: shop.shops,
    cache: createTemplateCache(createCompiledMails(connection)),
    sandbox,
    clock,
  });
};

/** What a program is checked with before it is stored. */
export const wireCheck = ({
  data: { connection },
  flows: { runtime },
  sandbox,
  offers,
}: TemplateParts & { readonly offers: OfferService }): CheckDeps => ({
  kinds: runtime.kinds,
  steps: runtime.steps,
  mails: {
    look: checkMail({
      templates: createOwnTemplates(connection),
      versions: createTemplateVersions(connection),
      sandbox,
    }),
  },
  offers: createOfferCheck(offers),
});

/** Which templates an email may use: those that come with Encore, then the shop's own that are published. */
export const templateKeysOf =
  ({ connection }: Data) =>
  async (shop: ShopId): Promise<readonly string[]> => {
    const own = await createOwnTemplates(connection).list(shop);
    return [...builtInKeys, ...own.filter(({ published }) => published > 0).map(({ key }) => key)];
  };
