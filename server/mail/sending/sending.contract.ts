import { z } from 'zod';

const recordSchema = z.object({
  host: z.string(),
  type: z.string(),
  value: z.string(),
  /** Whether it was seen when it was last looked for. */
  valid: z.boolean(),
});

const sendingDomainSchema = z
  .object({
    address: z.string(),
    name: z.string(),
    state: z.enum(['pending', 'verified', 'failed']),
    records: z.array(recordSchema),
    problem: z.string().nullable(),
    checkedAt: z.iso.datetime().nullable(),
    /** Null when nobody looks by themselves any more. */
    nextCheckAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SendingDomain' });

export const sendingSchema = z
  .object({
    /** What the next mail leaves under. */
    from: z.object({ name: z.string(), address: z.string() }),
    replyTo: z.string().nullable(),
    /** Mails a day at most, while they leave from the operator's shared domain. */
    dailyLimit: z.int().nullable(),
    usedToday: z.int().nonnegative(),
    domain: sendingDomainSchema.nullable(),
    /** Whether a domain of one's own can be proved here at all. */
    canAuthenticate: z.boolean(),
  })
  .meta({ id: 'Sending' });

export const startDomainSchema = z.strictObject({ address: z.email().max(254) });

export type SendingView = z.infer<typeof sendingSchema>;
