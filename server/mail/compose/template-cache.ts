import { EncoreError } from '../../lib/errors.ts';
import type { Shop } from '../../shop/shop.ts';
import { compileTemplate } from './compile-template.ts';
import type { CompiledTemplate } from './compile-template.ts';
import type { TemplatePort } from './mail-template.ts';
import { themeOf } from './theme.ts';

/** Compiled once per template and theme; the oldest goes when there are many shops. */
export interface TemplateCache {
  get(key: string, shop: Shop): Promise<CompiledTemplate>;
}

const mostKept = 500;

export const createTemplateCache = (templates: TemplatePort): TemplateCache => {
  const kept = new Map<string, Promise<CompiledTemplate>>();

  const compile = async (key: string, shop: Shop): Promise<CompiledTemplate> => {
    const template = await templates.find(key);
    if (template === undefined)
      throw new EncoreError('template_invalid', { message: `There is no template "${key}".` });
    return compileTemplate(template, themeOf(shop));
  };

  return {
    get: (key, shop) => {
      const name = JSON.stringify([key, themeOf(shop)]);
      const known = kept.get(name);
      if (known !== undefined) return known;
      const fresh = compile(key, shop);
      kept.set(name, fresh);
      // A template that doesn't compile now may do so after it was mended.
      fresh.catch(() => kept.delete(name));
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return fresh;
    },
  };
};
