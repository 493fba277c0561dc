import { z } from 'zod';

const deliverabilityKeys = [
  'spf',
  'dkim',
  'dmarc',
  'alignment',
  'complaints',
  'bounces',
  'size',
  'balance',
  'unsubscribe',
  'links',
] as const;

const findingSchema = z.object({
  key: z.enum(deliverabilityKeys),
  level: z.enum(['ok', 'warn', 'fail']),
  /** One sentence on how it is. */
  says: z.string(),
  /** What to do about it; null when nothing is. */
  todo: z.string().nullable(),
});

export const deliverabilitySchema = z
  .object({
    domain: z.string(),
    /** Of the sender. */
    findings: z.array(findingSchema),
    /** Of each mail of the live flows, written with made-up content. */
    mails: z.array(
      z.object({ flow: z.string(), title: z.string(), step: z.string(), findings: z.array(findingSchema) }),
    ),
  })
  .meta({ id: 'Deliverability' });

export type DeliverabilityFinding = z.infer<typeof findingSchema>;
export type DeliverabilityView = z.infer<typeof deliverabilitySchema>;
