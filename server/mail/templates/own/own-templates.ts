import { faultOfJson } from '../../../engine/json-bounds.ts';
import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { checkTemplate } from '../../compose/check/check-template.ts';
import type { CheckedTemplate } from '../../compose/check/check-template.ts';
import type { LiquidSandbox } from '../../compose/liquid/liquid-sandbox.ts';
import { builtInKeys, builtInTemplate } from '../built-in-templates.ts';
import { kindOfKey } from '../kind-of-key.ts';
import type { OpenTemplate, OwnTemplate } from './own-template.ts';
import type { OwnTemplatesRepository, TemplateChange } from './own-templates.repository.ts';
import { publishTemplate } from './publish-template.ts';
import type { PublishDeps } from './publish-template.ts';
import type { TemplateVersionsRepository } from './template-versions.repository.ts';

export interface TemplateSession {
  readonly shop: ShopId;
  /** The platform's id of the staff member. */
  readonly user?: string | undefined;
}

/** A flow that sends a template, in what people enter now or in what somebody still waits in. */
export interface TemplateUse {
  readonly flow: string;
  readonly title: string;
  /** Which versions of the template. */
  readonly versions: readonly number[];
}

/** What templates ask of flows; a composition root answers it. */
export interface TemplateUses {
  /** Of flows that are live, paused or finishing. */
  of(shop: ShopId, key: string): Promise<readonly TemplateUse[]>;
}

export interface NewTemplate {
  readonly key: string;
  readonly title: string;
  /** Key of the built-in template, or of the own one, that it begins as. */
  readonly from: string;
  /** Of a built-in template: in which it begins. */
  readonly language?: string | undefined;
}

interface Seen {
  readonly key: string;
  readonly rev: number;
}

export type TemplateOutcome =
  | { readonly kind: 'done'; readonly template: OpenTemplate }
  | { readonly kind: 'conflict'; readonly current: OwnTemplate }
  | { readonly kind: 'not-found' };

/** Everything a merchant does to templates of their own; each change names the `rev` that was seen. */
export interface OwnTemplates {
  list(shop: ShopId): Promise<readonly OwnTemplate[]>;
  open(shop: ShopId, key: string): Promise<OpenTemplate | null>;
  /** Throws `template_key_taken`. */
  create(session: TemplateSession, asked: NewTemplate): Promise<OpenTemplate>;
  /** A draft need not be a template yet, only of bounded size; what keeps it from going live is told. */
  save(
    session: TemplateSession,
    save: Seen & { readonly template: unknown; readonly title?: string | undefined },
  ): Promise<TemplateOutcome>;
  discard(session: TemplateSession, seen: Seen): Promise<TemplateOutcome>;
  /** Throws `template_unfinished` with every problem, and publishes nothing then. */
  publish(session: TemplateSession, seen: Seen): Promise<TemplateOutcome>;
  /** Flows that are saved from now on get an earlier version again. */
  rollBack(session: TemplateSession, seen: Seen & { readonly version: number }): Promise<TemplateOutcome>;
  /** Throws `template_in_use`, naming the flows. Null for no such template, and for one that is gone already. */
  remove(session: TemplateSession, seen: Seen): Promise<'done' | 'conflict' | null>;
  uses(shop: ShopId, key: string): Promise<readonly TemplateUse[]>;
}

export interface OwnTemplatesDeps extends PublishDeps {
  readonly templates: OwnTemplatesRepository;
  readonly versions: TemplateVersionsRepository;
  readonly uses: TemplateUses;
  readonly sandbox: Pick<LiquidSandbox, 'check'>;
  readonly clock: Clock;
}

const bounds = { depth: 16, values: 4000, text: 20_000 };

const boundedTemplate = (template: unknown): unknown => {
  const fault = faultOfJson(template, bounds);
  if (fault === undefined) return template;
  throw new EncoreError('request_invalid', {
    fields: { [['body.template', ...fault.path].join('.')]: fault.message },
  });
};

const problemsOf = async (
  { sandbox }: OwnTemplatesDeps,
  { draft, flow }: OwnTemplate,
): Promise<CheckedTemplate['problems']> =>
  draft === undefined ? [] : (await checkTemplate(sandbox, draft.template, flow)).problems;

const opened = async (deps: OwnTemplatesDeps, own: OwnTemplate): Promise<OpenTemplate> => {
  const [problems, versions] = await Promise.all([
    problemsOf(deps, own),
    deps.versions.list(own.shop, own.key),
  ]);
  return { own, problems, versions };
};

const isAlike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const beginning = async (
  { templates, versions, shops }: OwnTemplatesDeps,
  shop: ShopId,
  { from, language }: NewTemplate,
): Promise<{ readonly template: unknown; readonly flow: string }> => {
  const found = await shops.find(shop);
  const locales = [language, found?.locale].filter((each) => each !== undefined);
  const builtIn = builtInTemplate(from, locales);
  if (builtIn !== undefined) return { template: builtIn, flow: kindOfKey(from) };
  const own = await templates.find(shop, from);
  if (own === null)
    throw new EncoreError('request_invalid', {
      fields: { 'body.from': `there is no template called ${from}` },
    });
  const published = own.published === 0 ? null : await versions.find(shop, from, own.published);
  return { template: published?.template ?? own.draft?.template, flow: own.flow };
};

const create = async (
  deps: OwnTemplatesDeps,
  { shop, user }: TemplateSession,
  asked: NewTemplate,
): Promise<OpenTemplate> => {
  const builtIn: readonly string[] = builtInKeys;
  const { key, title } = asked;
  if (builtIn.includes(key)) throw new EncoreError('template_key_taken');
  const { template, flow } = await beginning(deps, shop, asked);
  const at = deps.clock.now();
  const draft = { template, savedAt: at, ...(user === undefined ? {} : { savedBy: user }) };
  const own: OwnTemplate = {
    shop,
    key,
    title,
    flow,
    draft,
    published: 0,
    rev: 1,
    createdAt: at,
    updatedAt: at,
  };
  if (await deps.templates.create(shop, own)) return opened(deps, own);
  const there = await deps.templates.find(shop, key);
  // Asked again because the answer was lost: it is the same and nothing was done to it since.
  if (there?.rev === 1 && there.title === title && isAlike(there.draft?.template, template))
    return opened(deps, there);
  throw new EncoreError('template_key_taken');
};

interface Step {
  readonly seen: Seen;
  /** Whether it was done already, by a request whose answer was lost. */
  done(own: OwnTemplate): boolean;
  change(own: OwnTemplate): Promise<Omit<TemplateChange, 'rev' | 'at'>>;
}

/** Looks, does, and is told by the database when somebody else was there first. */
const changed = async (
  deps: OwnTemplatesDeps,
  shop: ShopId,
  { seen: { key, rev }, done, change }: Step,
): Promise<TemplateOutcome> => {
  const own = await deps.templates.find(shop, key);
  if (own === null) return { kind: 'not-found' };
  if (own.rev === rev + 1 && done(own)) return { kind: 'done', template: await opened(deps, own) };
  if (own.rev !== rev) return { kind: 'conflict', current: own };
  const after = await deps.templates.change(shop, key, {
    ...(await change(own)),
    rev,
    at: deps.clock.now(),
  });
  if (after !== null) return { kind: 'done', template: await opened(deps, after) };
  const current = await deps.templates.find(shop, key);
  return current === null ? { kind: 'not-found' } : { kind: 'conflict', current };
};

const save: (deps: OwnTemplatesDeps) => OwnTemplates['save'] =
  (deps) =>
  ({ shop, user }, { template: asked, title, ...seen }) => {
    const template = boundedTemplate(asked);
    return changed(deps, shop, {
      seen,
      done: (own) => isAlike(own.draft?.template, template) && (title === undefined || title === own.title),
      change: async () => ({
        title,
        draft: { template, savedAt: deps.clock.now(), ...(user === undefined ? {} : { savedBy: user }) },
      }),
    });
  };

const rollBack: (deps: OwnTemplatesDeps) => OwnTemplates['rollBack'] =
  (deps) =>
  ({ shop }, { version, ...seen }) =>
    changed(deps, shop, {
      seen,
      done: ({ published }) => published === version,
      change: async () => {
        if ((await deps.versions.find(shop, seen.key, version)) !== null) return { published: version };
        throw new EncoreError('request_invalid', {
          fields: { 'body.version': `there is no version ${version}` },
        });
      },
    });

const remove: (deps: OwnTemplatesDeps) => OwnTemplates['remove'] =
  ({ templates, uses, clock }) =>
  async ({ shop }, { key, rev }) => {
    const own = await templates.find(shop, key);
    if (own === null) return null;
    if (own.rev !== rev) return 'conflict';
    const used = await uses.of(shop, key);
    if (used.length > 0)
      throw new EncoreError('template_in_use', {
        fields: Object.fromEntries(used.map(({ flow, title }) => [flow, title])),
      });
    return (await templates.remove(shop, key, { rev, at: clock.now() })) ? 'done' : 'conflict';
  };

export const createOwnTemplatesService = (deps: OwnTemplatesDeps): OwnTemplates => ({
  list: (shop) => deps.templates.list(shop),
  open: async (shop, key) => {
    const own = await deps.templates.find(shop, key);
    return own === null ? null : opened(deps, own);
  },
  create: (session, asked) => create(deps, session, asked),
  save: save(deps),
  discard: ({ shop }, seen) =>
    changed(deps, shop, {
      seen,
      done: ({ draft }) => draft === undefined,
      change: async () => ({ draft: null }),
    }),
  publish: (session, seen) =>
    changed(deps, session.shop, {
      seen,
      done: ({ draft }) => draft === undefined,
      change: async (own) => ({ published: await publishTemplate(deps, session, own), draft: null }),
    }),
  rollBack: rollBack(deps),
  remove: remove(deps),
  uses: (shop, key) => deps.uses.of(shop, key),
});
