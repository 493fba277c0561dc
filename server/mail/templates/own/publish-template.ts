import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { Shop } from '../../../shop/shop.ts';
import { checkTemplate } from '../../compose/check/check-template.ts';
import type { LiquidProblem, TemplateProblem } from '../../compose/check/check-liquid.ts';
import type { LiquidSandbox } from '../../compose/liquid/liquid-sandbox.ts';
import type { MailTemplate } from '../../compose/mail-template.ts';
import type { TemplateCache } from '../../compose/template-cache.ts';
import type { OwnTemplate } from './own-template.ts';
import type { TemplateVersionsRepository } from './template-versions.repository.ts';

export interface PublishDeps {
  readonly versions: Pick<TemplateVersionsRepository, 'append' | 'list'>;
  readonly shops: { find(shop: ShopId): Promise<Shop | null | undefined> };
  /** Over stored forms: what is compiled here is compiled by no worker. */
  readonly cache: TemplateCache;
  readonly sandbox: Pick<LiquidSandbox, 'check'>;
  readonly clock: Clock;
}

export const sentenceOf = ({ line, column, message, didYouMean }: LiquidProblem): string =>
  `line ${line}, column ${column}: ${message}${didYouMean === undefined ? '' : `; did you mean ${didYouMean}?`}`;

/** The first of each path. */
export const fieldsOfProblems = (problems: readonly TemplateProblem[]): Readonly<Record<string, string>> => {
  const fields: Record<string, string> = {};
  for (const problem of problems) fields[problem.path] ??= sentenceOf(problem);
  return fields;
};

const finished = async ({ sandbox }: PublishDeps, { draft, flow }: OwnTemplate): Promise<MailTemplate> => {
  if (draft === undefined)
    throw new EncoreError('request_invalid', { fields: { draft: 'there is nothing to publish' } });
  const { template, problems } = await checkTemplate(sandbox, draft.template, flow);
  if (template !== undefined && problems.length === 0) return template;
  throw new EncoreError('template_unfinished', { fields: fieldsOfProblems(problems) });
};

const tries = 5;

/**
 * From a draft to a frozen version, compiled and stored; resolves to its number. One that a publishing took and then died
 * with is taken over, or passed by where somebody changed the draft since.
 */
export const publishTemplate = async (
  deps: PublishDeps,
  { shop, user }: { readonly shop: ShopId; readonly user?: string | undefined },
  own: OwnTemplate,
): Promise<number> => {
  const template = await finished(deps, own);
  const found = await deps.shops.find(shop);
  if (found === null || found === undefined) throw new EncoreError('shop_not_installed');
  await deps.cache.get(template, found);
  for (let left = tries; left > 0; left -= 1) {
    const [newest] = await deps.versions.list(shop, own.key);
    if (newest?.of === own.rev && JSON.stringify(newest.template) === JSON.stringify(template))
      return newest.version;
    const version = {
      shop,
      key: own.key,
      version: (newest?.version ?? 0) + 1,
      template,
      of: own.rev,
      createdAt: deps.clock.now(),
      ...(user === undefined ? {} : { createdBy: user }),
    };
    if (await deps.versions.append(shop, version)) return version.version;
  }
  throw new EncoreError('version_conflict');
};
