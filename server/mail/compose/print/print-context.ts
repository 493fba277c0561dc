import type { JsonObject } from '../../../lib/json.ts';
import type { MailContent } from '../../flow-port.ts';
import type { Theme } from '../theme.ts';

export interface PrintLinks {
  readonly action: string;
  readonly shop: string;
  readonly unsubscribe: string;
  /** Tagged and, in HTML, tracked; what is no web address leads to the mail's own way. */
  of(target: string): string;
}

/** What one recipient's mail is printed from. */
export interface PrintContext {
  readonly theme: Theme;
  readonly content: MailContent;
  readonly liquid: JsonObject;
  readonly links: PrintLinks;
  readonly subject: string;
  /** What the sandbox made of sources that are more than plain, by source. */
  readonly hard: ReadonlyMap<string, string>;
}

export type Print = (context: PrintContext) => string;

/** In their own mail programs people may see one product more than once, but not more than this many. */
export const cardsOf = (
  { content }: PrintContext,
  { role, most }: { readonly role: 'left' | 'due' | 'companions' | 'alternatives'; readonly most: number },
): MailContent['lines'] =>
  (role === 'left' || role === 'due' ? content.lines : content.suggestions).slice(0, most);
