/** What a mail is made of; words may hold Liquid. Header and footer are every mail's own. */
export type Block =
  | { readonly kind: 'heading'; readonly words: string }
  | { readonly kind: 'text'; readonly words: string }
  /** Leads to `actionUrl`. */
  | { readonly kind: 'button'; readonly words: string }
  /** What was left, row by row, with the total. */
  | { readonly kind: 'lines' }
  /** The one thing this mail is about, large. */
  | { readonly kind: 'featured' }
  /** What goes with it. */
  | { readonly kind: 'suggestions' }
  /** Small print under the button. */
  | { readonly kind: 'note'; readonly words: string };

export interface MailTemplate {
  readonly key: string;
  readonly subject: string;
  /** What the inbox shows beside the subject. */
  readonly preheader: string;
  readonly blocks: readonly Block[];
  /** The text part, written for reading: not made from the HTML. */
  readonly text: string;
}

/** The seam for merchants' own templates: built-in ones are looked up the same way. */
export interface TemplatePort {
  find(key: string): Promise<MailTemplate | undefined>;
}
