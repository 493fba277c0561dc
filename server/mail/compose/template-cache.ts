import type { Shop } from '../../shop/shop.ts';
import { compileMail } from './compile-mail.ts';
import type { MailTemplate } from './mail-template.ts';
import { createPrinter } from './print/create-printer.ts';
import type { Printer } from './print/create-printer.ts';
import { themeOf } from './theme.ts';
import type { Theme } from './theme.ts';

export interface ReadyMail {
  readonly printer: Printer;
  readonly theme: Theme;
}

/** Compiled once per template and theme; the oldest go when there are many shops. */
export interface TemplateCache {
  get(template: MailTemplate, shop: Shop): Promise<ReadyMail>;
}

const mostKept = 500;

const nameOf = ({ name, url, postalAddress, theme }: Shop): string =>
  JSON.stringify([name, url, postalAddress, theme]);

export const createTemplateCache = (): TemplateCache => {
  const kept = new Map<MailTemplate, Map<string, Promise<ReadyMail>>>();
  let count = 0;

  const compile = async (template: MailTemplate, theme: Theme): Promise<ReadyMail> => ({
    printer: createPrinter(await compileMail(template, theme)),
    theme,
  });

  return {
    get: (template, shop) => {
      const byShop = kept.get(template) ?? new Map<string, Promise<ReadyMail>>();
      const name = nameOf(shop);
      const known = byShop.get(name);
      if (known !== undefined) return known;
      if (count >= mostKept) {
        kept.clear();
        count = 0;
      }
      const fresh = compile(template, themeOf(shop, template.language));
      byShop.set(name, fresh);
      kept.set(template, byShop);
      count += 1;
      // A template that doesn't compile now may do so after it was mended.
      fresh.catch(() => byShop.delete(name));
      return fresh;
    },
  };
};
