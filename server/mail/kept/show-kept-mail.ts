import type { CompiledMails } from '../compose/kept/compiled-mails.ts';
import type { LiquidSandbox } from '../compose/liquid/liquid-sandbox.ts';
import { uncountedLinks } from '../compose/mail-links.ts';
import { createPrinter } from '../compose/print/create-printer.ts';
import { printMail } from '../compose/print-mail.ts';
import type { MailBody } from '../compose/print-mail.ts';
import type { KeptMail } from './kept-mail.ts';

export interface ShownMail extends MailBody {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

/** The mail as it left; its links lead where they led, but count nothing, and nobody leaves by them. */
export const showKeptMail = async (
  { compiled, sandbox }: { readonly compiled: Pick<CompiledMails, 'find'>; readonly sandbox: LiquidSandbox },
  kept: KeptMail,
): Promise<ShownMail | undefined> => {
  const form = await compiled.find(kept.shop, kept.compiled);
  if (form === undefined) return undefined;
  const { theme } = form;
  const { content, recipient, subject, flowKey, step } = kept;
  const body = await printMail(sandbox, {
    ready: { id: kept.compiled, printer: createPrinter(form.mail), theme },
    content,
    recipient,
    subject,
    links: uncountedLinks({ content, shopUrl: theme.shopUrl, tags: { flowKey, step } }),
  });
  return { ...body, language: theme.language, direction: theme.direction };
};
