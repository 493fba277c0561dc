import { z } from 'zod';
import type { JsonObject } from '../../lib/json.ts';
import { mailCategories } from '../../shop/preferences.ts';
import type { MailCategory } from '../../shop/preferences.ts';
import type { MailKind } from '../message.ts';

export interface MailPolicy {
  readonly kind: MailKind;
  /** Where it is of another kind than its flow's mails are. */
  readonly category?: MailCategory | undefined;
  /** What becomes of an outcome that nobody knows: left alone, or sent once more after the grace. */
  readonly whenUnknown: 'never' | 'resend';
}

/** Both default to what harms nobody: mail that needs consent, and is never sent twice. */
const policySchema = z.object({
  kind: z.enum(['marketing', 'transactional']).default('marketing'),
  category: z.enum(mailCategories).optional(),
  whenUnknown: z.enum(['never', 'resend']).default('never'),
});

const strictest: MailPolicy = { kind: 'marketing', whenUnknown: 'never' };

/** Of a step's arguments. What can't be read is marketing; marketing is never sent again, whatever is asked for. */
export const mailPolicyOf = (args: JsonObject): MailPolicy => {
  const { data = strictest } = policySchema.safeParse(args);
  return data.kind === 'marketing' ? { ...strictest, category: data.category } : data;
};
