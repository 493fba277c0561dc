import { EncoreError } from '../../../lib/errors.ts';
import type { ShopId } from '../../../lib/brand.ts';
import { checkTemplate } from '../../compose/check/check-template.ts';
import { didYouMean } from '../../compose/check/did-you-mean.ts';
import { variablesOf } from '../../compose/check/variables.ts';
import type { LiquidSandbox } from '../../compose/liquid/liquid-sandbox.ts';
import { builtInKeys } from '../built-in-templates.ts';
import type { OwnTemplatesRepository } from './own-templates.repository.ts';
import { sentenceOf } from './publish-template.ts';
import type { TemplateVersionsRepository } from './template-versions.repository.ts';

export interface CheckMailDeps {
  readonly templates: Pick<OwnTemplatesRepository, 'find' | 'list'>;
  readonly versions: Pick<TemplateVersionsRepository, 'find'>;
  readonly sandbox: Pick<LiquidSandbox, 'check'>;
}

export interface FlowMail {
  readonly template: string;
  /** Of an own template: what the step pins; what is published now unless told. */
  readonly version?: number | undefined;
  readonly subject?: string | undefined;
  /** The kind of flow. */
  readonly flow: string;
}

export interface CheckedMail {
  /** By argument of the step, a sentence. */
  readonly faults: Readonly<Record<string, string>>;
  readonly version?: number | undefined;
}

const isBuiltIn = (key: string): boolean => {
  const keys: readonly string[] = builtInKeys;
  return keys.includes(key);
};

const unknownFault = async ({ templates }: CheckMailDeps, shop: ShopId, key: string): Promise<string> => {
  const own = (await templates.list(shop)).filter(({ published }) => published > 0);
  const meant = didYouMean(key, [...builtInKeys, ...own.map((each) => each.key)]);
  return `there is no template called ${key}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
};

/** A template that was checked for one kind of flow may speak of what another's mails don't have. */
const checkOwn = async (
  deps: CheckMailDeps,
  shop: ShopId,
  { template: key, version: pinned, flow }: FlowMail,
): Promise<CheckedMail> => {
  const own = await deps.templates.find(shop, key);
  if (own === null) return { faults: { template: await unknownFault(deps, shop, key) } };
  if (own.published === 0) return { faults: { template: `${key} is a draft: publish it first` } };
  const wanted = pinned ?? own.published;
  const found = await deps.versions.find(shop, key, wanted);
  if (found === null) return { faults: { templateVersion: `${key} has no version ${wanted}` } };
  const [problem] = (await checkTemplate(deps.sandbox, found.template, flow)).problems;
  return problem === undefined
    ? { faults: {}, version: found.version }
    : { faults: { template: `${key} can’t be sent here: ${problem.path}, ${sentenceOf(problem)}` } };
};

const subjectFault = async (
  { sandbox }: CheckMailDeps,
  subject: string,
  flow: string,
): Promise<string | undefined> => {
  try {
    const [problem] = await sandbox.check([{ path: 'subject', source: subject }], variablesOf(flow));
    return problem === undefined ? undefined : sentenceOf(problem);
  } catch (error) {
    if (error instanceof EncoreError && error.code === 'template_stopped') return error.message;
    throw error;
  }
};

/** What keeps a mail that a flow names from being sent, and which version of an own template it gets. */
export const checkMail =
  (deps: CheckMailDeps) =>
  async (shop: ShopId, mail: FlowMail): Promise<CheckedMail> => {
    const { faults, version }: CheckedMail = isBuiltIn(mail.template)
      ? { faults: {} }
      : await checkOwn(deps, shop, mail);
    const fault = mail.subject === undefined ? undefined : await subjectFault(deps, mail.subject, mail.flow);
    return { faults: fault === undefined ? faults : { ...faults, subject: fault }, version };
  };
