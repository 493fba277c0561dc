import { EncoreError } from '../../../lib/errors.ts';
import type { MailTemplate, TemplatePort, TemplateRef } from '../../compose/mail-template.ts';
import { builtInTemplate } from '../built-in-templates.ts';
import type { OwnTemplatesRepository } from './own-templates.repository.ts';
import type { TemplateVersionsRepository } from './template-versions.repository.ts';

export interface SourceDeps {
  readonly templates: Pick<OwnTemplatesRepository, 'find'>;
  readonly versions: Pick<TemplateVersionsRepository, 'find'>;
}

const mostKept = 500;

/** What is stored is asked for anew by whoever is put back: nothing is wrong with the mail. */
const reached = async <Found>(read: () => Promise<Found>): Promise<Found> => {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof EncoreError) throw cause;
    throw new EncoreError('database_unreachable', { cause });
  }
};

/** Built-in templates and merchants' own. Versions never change, so each is read once and stays the same object. */
export const createTemplateSource = ({ templates, versions }: SourceDeps): TemplatePort => {
  const kept = new Map<string, MailTemplate>();

  const readVersion = async (ref: TemplateRef, version: number): Promise<MailTemplate | undefined> => {
    const name = `${ref.shop}/${ref.key}@${version}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const found = await reached(() => versions.find(ref.shop, ref.key, version));
    if (found === null) return undefined;
    if (kept.size >= mostKept) kept.clear();
    kept.set(name, found.template);
    return found.template;
  };

  return {
    find: async (ref, languages) => {
      if (ref.version !== undefined) return readVersion(ref, ref.version);
      const builtIn = builtInTemplate(ref.key, languages);
      if (builtIn !== undefined) return builtIn;
      const own = await reached(() => templates.find(ref.shop, ref.key));
      return own === null || own.published === 0 ? undefined : readVersion(ref, own.published);
    },
  };
};
