import { z } from 'zod';
import { addDuration } from '../../engine/duration.ts';
import { mailCategories } from '../../shop/preferences.ts';
import type { MailChoices } from '../../shop/preferences.ts';

const pause = 'P30D';

const kinds = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .default([])
  .transform((given) => new Set(given));

/**
 * What our own form posts. A mail program's button posts `List-Unsubscribe=One-Click`, some nothing that we can read:
 * whatever names no action of ours is that button.
 */
const formSchema = z.object({
  action: z.enum(['leave', 'return', 'choose']).optional().catch(undefined),
  rhythm: z.enum(['always', 'weekly', 'pause', 'stay']).catch('always'),
  kinds,
});

/** What somebody said by pressing a button. */
export type PageChoice =
  | { readonly said: 'left'; readonly source: 'one-click' | 'page' }
  | { readonly said: 'returned'; readonly source: 'page' }
  | { readonly said: 'chose'; readonly source: 'page'; readonly choices: MailChoices };

/** `held` is what holds so far: staying paused needs it. No kind at all is leaving. */
export const pageChoiceOf = (body: unknown, held: MailChoices | undefined, now: Date): PageChoice => {
  const parsed = formSchema.safeParse(body ?? {});
  const action = parsed.data?.action;
  if (parsed.data === undefined || action === undefined) return { said: 'left', source: 'one-click' };
  if (action === 'leave') return { said: 'left', source: 'page' };
  if (action === 'return') return { said: 'returned', source: 'page' };
  const { rhythm, kinds: wanted } = parsed.data;
  const without = mailCategories.filter((category) => !wanted.has(category));
  if (without.length === mailCategories.length) return { said: 'left', source: 'page' };
  const stays = rhythm === 'stay';
  const pausedUntil =
    rhythm === 'pause' ? addDuration(now, pause, { zone: 'UTC' }) : stays ? held?.pausedUntil : undefined;
  const weekly = rhythm === 'weekly' || (stays && held?.weekly === true);
  return { said: 'chose', source: 'page', choices: { pausedUntil, weekly, without } };
};
