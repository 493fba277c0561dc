import { z } from 'zod';
import { showWhenSchema } from './mail-template.ts';

/**
 * A place in compiled HTML or text that each recipient's mail fills. Everything a merchant wrote is in one of these and
 * nothing of it in MJML, so no words of theirs can break the frame.
 */
export const slotSchema = z.discriminatedUnion('kind', [
  /** Liquid whose words are HTML already (or plain, in the text part). */
  z.strictObject({ kind: z.literal('words'), liquid: z.string() }),
  z.strictObject({ kind: z.literal('link'), to: z.enum(['action', 'shop', 'unsubscribe']) }),
  /** Liquid that prints an address; what is none leads to the mail's own way. */
  z.strictObject({ kind: z.literal('address'), liquid: z.string() }),
  z.strictObject({ kind: z.literal('cart-lines'), total: z.boolean() }),
  z.strictObject({
    kind: z.literal('product'),
    role: z.enum(['left', 'due', 'companions', 'alternatives']),
    layout: z.enum(['large', 'rows', 'grid']),
    most: z.int(),
  }),
  z.strictObject({ kind: z.literal('offer') }),
  z.strictObject({ kind: z.literal('subject') }),
  z.strictObject({ kind: z.literal('when'), ...showWhenSchema.shape }),
  z.strictObject({ kind: z.literal('end') }),
]);

const printed = z.strictObject({
  /** With the places of its slots marked by their numbers. */
  source: z.string(),
  slots: z.array(slotSchema),
});

/** What is the same for each recipient: made once per template, theme and language, and stored. */
export const compiledMailSchema = z.strictObject({
  language: z.string(),
  subject: z.string(),
  html: printed,
  text: printed,
});

export type Slot = z.infer<typeof slotSchema>;
export type SlotOf<Kind extends Slot['kind']> = Extract<Slot, { kind: Kind }>;
export type PrintedPart = z.infer<typeof printed>;
export type CompiledMail = z.infer<typeof compiledMailSchema>;

const opens = '\ue000';
const closes = '\ue001';

/** Private-use signs, which nothing of a shop's may hold once it is in a compiled part. */
export const withoutMarks = (text: string): string => text.replaceAll(/[\ue000\ue001]/g, '');

export interface SlotSheet {
  /** The mark to put where the slot's text is to stand. */
  mark(slot: Slot): string;
  readonly slots: readonly Slot[];
}

export const createSlotSheet = (): SlotSheet => {
  const slots: Slot[] = [];
  return {
    slots,
    mark: (slot) => {
      slots.push(slot);
      return `${opens}${slots.length - 1}${closes}`;
    },
  };
};

/** Static words and slots in turn, as they stand in the source. */
export const partsOf = ({ source, slots }: PrintedPart): readonly (string | Slot)[] => {
  const parts: (string | Slot)[] = [];
  for (const [at, part] of source.split(/(\ue000\d+\ue001)/).entries()) {
    const found = at % 2 === 0 ? part : slots[Number(part.slice(1, -1))];
    if (found !== undefined && found !== '') parts.push(found);
  }
  return parts;
};
