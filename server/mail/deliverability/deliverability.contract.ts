import { z } from 'zod';

const deliverabilityKeys = ['spf', 'dkim', 'dmarc', 'complaints', 'bounces'] as const;

const findingSchema = z.object({
  key: z.enum(deliverabilityKeys),
  level: z.enum(['ok', 'warn', 'fail']),
  /** One sentence on how it is. */
  says: z.string(),
  /** What to do about it; null when nothing is. */
  todo: z.string().nullable(),
});

export const deliverabilitySchema = z
  .object({ domain: z.string(), findings: z.array(findingSchema) })
  .meta({ id: 'Deliverability' });

export type DeliverabilityFinding = z.infer<typeof findingSchema>;
export type DeliverabilityView = z.infer<typeof deliverabilitySchema>;
