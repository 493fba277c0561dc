import { z } from 'zod';

const word = z.string();

/** Words around every mail, whatever it says. `{…}` is filled in when the template is compiled or the row is written. */
export const frameWordsSchema = z.strictObject({
  total: word,
  /** `{count}` */
  quantity: word,
  /** `{count}`: lines of a long cart that are not shown. */
  more: word,
  each: word,
  code: word,
  /** `{date}` */
  validUntil: word,
  /** `{shop}`: why this came. */
  why: word,
  unsubscribe: word,
  testMail: word,
});
export type FrameWords = Readonly<z.infer<typeof frameWordsSchema>>;

/** What a template says; Liquid in it is the plain part of the language. */
export interface TemplateWords {
  readonly subject: string;
  readonly preheader: string;
  readonly heading: string;
  readonly text: string;
  readonly button: string;
  readonly note: string;
}

/** Some also speak of what goes with it, or of what it is worth. */
export interface SuggestingWords extends TemplateWords {
  readonly suggest: string;
}

export interface OfferingWords extends SuggestingWords {
  readonly offer: string;
}

export interface MailWords {
  readonly frame: FrameWords;
  readonly templates: {
    readonly 'checkout-1': TemplateWords;
    readonly 'checkout-2': SuggestingWords;
    readonly 'incentive-1': TemplateWords;
    readonly 'incentive-2': OfferingWords;
    readonly 'replenishment-1': TemplateWords;
    readonly 'replenishment-2': SuggestingWords;
    readonly 'cross-sell-1': TemplateWords;
    readonly 'browse-1': TemplateWords;
    readonly 'browse-2': SuggestingWords;
    readonly 'welcome-1': OfferingWords;
    readonly 'feedback-1': TemplateWords;
    readonly 'win-back-1': OfferingWords;
  };
}

export type TemplateKey = keyof MailWords['templates'];
