import { z } from 'zod';

const pid = z.number().int().positive();

/** DATA_DIR/demo.json, field by field, as DESIGN §12 promises it. */
export const demoSchema = z.strictObject({
  baseUrl: z.url(),
  shop: z.string().endsWith('.myshopify.com'),
  apiKey: z.string().min(1),
  apiSecret: z.string().min(1),
  mongodbUri: z.string().startsWith('mongodb://'),
  adminUrl: z.url(),
  outboxUrl: z.url(),
  storeUrl: z.url(),
  pids: z.strictObject({ web: pid, worker: pid, mongod: pid }),
});
export type Demo = z.infer<typeof demoSchema>;
export type PartName = keyof Demo['pids'];

const mailSchema = z.strictObject({
  id: z.string().min(1),
  to: z.string(),
  from: z.string(),
  subject: z.string().min(1),
  html: z.string().min(1),
  text: z.string().min(1),
  headers: z.record(z.string(), z.string()),
  flow: z.enum(['abandoned-checkout', 'replenishment', 'cross-sell', 'browse-abandonment']),
  step: z.string().min(1),
  sentAt: z.iso.datetime(),
});
export type OutboxMail = z.infer<typeof mailSchema>;
export const outboxSchema = z.array(mailSchema);

const count = z.number().int().nonnegative();
export const windingSchema = z.strictObject({
  now: z.iso.datetime(),
  sent: count,
  skipped: count,
  deferred: count,
});
export type Winding = z.infer<typeof windingSchema>;
