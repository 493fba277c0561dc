import { monotonicMs } from '../../lib/clock.ts';
import type { Shop } from '../../shop/shop.ts';
import { mailSourceOf } from './compile-mail.ts';
import type { CompiledForm, CompiledMails } from './kept/compiled-mails.ts';
import type { MailTemplate } from './mail-template.ts';
import { createPrinter } from './print/create-printer.ts';
import type { Printer } from './print/create-printer.ts';
import { themeOf } from './theme.ts';
import type { Theme } from './theme.ts';

export interface ReadyMail {
  /** Names the compiled form: a mail that was printed from it can be printed again. */
  readonly id: string;
  readonly printer: Printer;
  readonly theme: Theme;
}

/** Compiled once per template and theme; the oldest go when there are many shops. */
export interface TemplateCache {
  get(template: MailTemplate, shop: Shop): Promise<ReadyMail>;
}

interface Kept {
  readonly ready: Promise<ReadyMail>;
  /** Monotonic. */
  touchedMs: number;
}

const mostKept = 500;
const touchEveryMs = 86_400_000;

const nameOf = ({ name, url, postalAddress, theme }: Shop): string =>
  JSON.stringify([name, url, postalAddress, theme]);

interface Found extends CompiledForm {
  readonly id: string;
  readonly stored: boolean;
}

const succeeds = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

/**
 * Read where somebody compiled it before; compiled and stored where nobody did. A database that doesn't answer keeps no
 * mail from being printed, only from being printed again.
 */
const formOf = async (
  store: CompiledMails | undefined,
  template: MailTemplate,
  shop: Shop,
): Promise<Found> => {
  const theme = themeOf(shop, template.language, template.theme);
  const { id, compile } = mailSourceOf(template, theme);
  if (store === undefined) return { mail: await compile(), theme, id, stored: true };
  const known = await store.find(shop.id, id).catch(() => undefined);
  if (known !== undefined) return { ...known, id, stored: await succeeds(store.touch(shop.id, id)) };
  const form = { mail: await compile(), theme };
  return { ...form, id, stored: await succeeds(store.keep(shop.id, id, form)) };
};

/** @param store without it every process compiles for itself, and nothing can be printed again later */
export const createTemplateCache = (store?: CompiledMails): TemplateCache => {
  const kept = new Map<MailTemplate, Map<string, Kept>>();
  let count = 0;

  const make = async (template: MailTemplate, shop: Shop, forget: () => void): Promise<ReadyMail> => {
    try {
      const { id, mail, theme, stored } = await formOf(store, template, shop);
      if (!stored) forget();
      return { id, theme, printer: createPrinter(mail) };
    } catch (error) {
      // A template that doesn't compile now may do so after it was mended.
      forget();
      throw error;
    }
  };

  const stillUsed = (shop: Shop, one: Kept): void => {
    if (store === undefined || monotonicMs() - one.touchedMs < touchEveryMs) return;
    one.touchedMs = monotonicMs();
    // The next day's mail tries again: the form is kept for a month more than anybody looks for it.
    void one.ready.then(({ id }) => store.touch(shop.id, id)).catch(() => undefined);
  };

  return {
    get: (template, shop) => {
      const byShop = kept.get(template) ?? new Map<string, Kept>();
      const name = `${shop.id} ${nameOf(shop)}`;
      const known = byShop.get(name);
      if (known !== undefined) {
        stillUsed(shop, known);
        return known.ready;
      }
      if (count >= mostKept) {
        kept.clear();
        count = 0;
      }
      const ready = make(template, shop, () => byShop.delete(name));
      byShop.set(name, { ready, touchedMs: monotonicMs() });
      kept.set(template, byShop);
      count += 1;
      return ready;
    },
  };
};
