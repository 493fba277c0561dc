import type { MailContent } from '../flow-port.ts';
import { compilePlain } from './liquid/plain-liquid.ts';
import type { LiquidSandbox } from './liquid/liquid-sandbox.ts';
import { oneLine } from './mail-headers.ts';
import { liquidData } from './mail-data.ts';
import type { DataInput } from './mail-data.ts';
import { hardKey } from './print/create-printer.ts';
import type { HardSource, Printer } from './print/create-printer.ts';
import type { PrintContext, PrintLinks } from './print/print-context.ts';
import type { ReadyMail } from './template-cache.ts';

/** What becomes of an address. */
export type LinkMaker = (target: string) => string;

export interface MailLinks {
  /** As it stands in the text part. */
  readonly direct: LinkMaker;
  /** As it stands in the HTML. */
  readonly tracked: LinkMaker;
  readonly unsubscribe: string;
}

export interface PrintInput extends Omit<DataInput, 'theme'> {
  readonly ready: ReadyMail;
  /** Liquid; the template's own unless told. */
  readonly subject: string | undefined;
  readonly links: MailLinks;
}

export interface MailBody {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const noneHard: ReadonlyMap<string, string> = new Map();

const renderHard = async (
  sandbox: LiquidSandbox,
  sources: readonly HardSource[],
  { liquid }: Pick<PrintContext, 'liquid'>,
): Promise<ReadonlyMap<string, string>> => {
  if (sources.length === 0) return noneHard;
  const texts = await sandbox.render(sources, liquid);
  return new Map(sources.map((source, index) => [hardKey(source), texts[index] ?? '']));
};

/** A subject of the step's own stands in for the template's. */
const hardOf = ({ hard }: Printer, subject: string | undefined): readonly HardSource[] =>
  subject === undefined || compilePlain(subject, false) !== undefined
    ? hard
    : [...hard, { source: subject, escape: false }];

const subjectOf = (printer: Printer, context: PrintContext, own: string | undefined): string => {
  if (own === undefined) return oneLine(printer.subject(context));
  const plain = compilePlain(own, false);
  if (plain !== undefined) return oneLine(plain(context.liquid));
  return oneLine(context.hard.get(hardKey({ source: own, escape: false })) ?? '');
};

const linksOf = (
  make: LinkMaker,
  { actionUrl }: MailContent,
  rest: { readonly shop: string; readonly unsubscribe: string },
): PrintLinks => ({
  action: make(actionUrl),
  shop: make(rest.shop),
  unsubscribe: rest.unsubscribe,
  of: make,
});

/** All of a mail or nothing. Throws `render_failed` or `template_stopped`. */
export const printMail = async (
  sandbox: LiquidSandbox,
  { ready: { printer, theme }, content, recipient, subject: own, links }: PrintInput,
): Promise<MailBody> => {
  const liquid = liquidData({ content, recipient, theme });
  const hard = await renderHard(sandbox, hardOf(printer, own), { liquid });
  const rest = { shop: theme.shopUrl, unsubscribe: links.unsubscribe };
  const plain: PrintContext = {
    theme,
    content,
    liquid,
    hard,
    subject: '',
    links: linksOf(links.direct, content, rest),
  };
  const subject = subjectOf(printer, plain, own);
  const html = printer.html({ ...plain, subject, links: linksOf(links.tracked, content, rest) });
  return { subject, html, text: printer.text(plain) };
};
