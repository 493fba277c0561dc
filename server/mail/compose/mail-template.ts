import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { lookColor, lookLogo } from '../../shop/look.contract.ts';

/** Liquid of one line or a few; never HTML. */
const words = z.string().max(2_000);
const line = words.regex(/^[^\p{Cc}]*$/u, 'must be one line');
/** Liquid between a few tags (`a`, `b`, `strong`, `i`, `em`, `u`, `br`, `p`, `ul`, `ol`, `li`); others are taken out. */
const rich = z.string().max(20_000);
/** An absolute web address, or Liquid that prints one. */
const address = z.string().max(2_000);

/** A block is left out unless what it speaks of is there (or missing, for its stand-in). */
export const showWhenSchema = z.strictObject({
  what: z.enum(['firstName', 'lines', 'severalLines', 'total', 'suggestions', 'offer', 'order', 'orderDate']),
  is: z.enum(['there', 'missing']),
});

const common = { showWhen: showWhenSchema.exactOptional() };
const align = z.enum(['start', 'center']).exactOptional();

const simpleBlocks = [
  z.strictObject({
    kind: z.literal('heading'),
    words,
    size: z.enum(['large', 'small']).exactOptional(),
    align,
    ...common,
  }),
  z.strictObject({
    kind: z.literal('text'),
    rich,
    size: z.enum(['normal', 'small']).exactOptional(),
    align,
    ...common,
  }),
  z.strictObject({
    kind: z.literal('image'),
    url: z.url({ protocol: /^https?$/ }).max(2_000),
    /** For who sees no pictures: empty only for decoration. */
    alt: line,
    href: address.exactOptional(),
    /** Of 520 pixels at most. */
    width: z.int().min(16).max(520).exactOptional(),
    ...common,
  }),
  /** Leads to the mail's own way (`actionUrl`) unless told. */
  z.strictObject({ kind: z.literal('button'), words: line, href: address.exactOptional(), ...common }),
  /** What was left in the cart, row by row. */
  z.strictObject({ kind: z.literal('cart-lines'), total: z.boolean().exactOptional(), ...common }),
  /** `left` and `due`: what the mail is about. `companions` and `alternatives`: what its flow suggests. */
  z.strictObject({
    kind: z.literal('product'),
    role: z.enum(['left', 'due', 'companions', 'alternatives']),
    layout: z.enum(['large', 'rows', 'grid']).exactOptional(),
    most: z.int().min(1).max(6).exactOptional(),
    ...common,
  }),
  /** The code, what it is worth and until when; nothing where there is no offer. */
  z.strictObject({ kind: z.literal('offer'), words: line, ...common }),
  z.strictObject({ kind: z.literal('divider'), ...common }),
  z.strictObject({ kind: z.literal('spacer'), height: z.int().min(4).max(96), ...common }),
] as const;

const networks = z.enum([
  'instagram',
  'facebook',
  'tiktok',
  'youtube',
  'pinterest',
  'x',
  'linkedin',
  'website',
]);

export const columnBlockSchema = z.discriminatedUnion('kind', simpleBlocks);

export const blockSchema = z.discriminatedUnion('kind', [
  ...simpleBlocks,
  /** Side by side, one below the other on phones. */
  z.strictObject({
    kind: z.literal('columns'),
    columns: z.array(z.array(columnBlockSchema).max(8)).min(2).max(3),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('social'),
    links: z
      .array(z.strictObject({ network: networks, url: z.url({ protocol: /^https?$/ }).max(500) }))
      .min(1)
      .max(8),
    ...common,
  }),
  /** Words above the way out; a mail without one gets a plain one, for the law wants it. */
  z.strictObject({ kind: z.literal('footer'), rich: rich.exactOptional() }),
]);

/** Documents that are stored may name what is no font: it is left out when a mail is made. */
const fontFamily = z.string().min(1).max(200);

/** Of this template instead of the shop's; what is left out is inherited. */
export const ownThemeSchema = z.strictObject({
  logoUrl: lookLogo.exactOptional(),
  color: lookColor.exactOptional(),
  backgroundColor: lookColor.exactOptional(),
  fontFamily: fontFamily.exactOptional(),
  headingFontFamily: fontFamily.exactOptional(),
});

/** What a mail is made of. `version` is the schema's, so that older documents stay readable. */
export const mailTemplateSchema = z
  .strictObject({
    version: z.literal(1),
    /** BCP 47: what the words are written in; the frame's own words follow it. */
    language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
    subject: line.min(1).max(300),
    /** What the inbox shows beside the subject. */
    preheader: line.max(300),
    blocks: z.array(blockSchema).max(40),
    theme: ownThemeSchema.exactOptional(),
  })
  .meta({ id: 'MailTemplate' });

export type ShowWhen = z.infer<typeof showWhenSchema>;
export type ColumnBlock = z.infer<typeof columnBlockSchema>;
export type Block = z.infer<typeof blockSchema>;
export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;
export type OwnTheme = z.infer<typeof ownThemeSchema>;
export type MailTemplate = z.infer<typeof mailTemplateSchema>;

/** What a step names. */
export interface TemplateRef {
  readonly shop: ShopId;
  readonly key: string;
  /** Of a merchant's own template, as its flow version pins it. */
  readonly version?: number | undefined;
}

/**
 * Built-in templates come in the first of these languages that they are written in. A merchant's own is written in one
 * language and goes out in it to everybody: words of ours among theirs would not be their brand.
 */
export interface TemplatePort {
  find(ref: TemplateRef, languages: readonly string[]): Promise<MailTemplate | undefined>;
}
