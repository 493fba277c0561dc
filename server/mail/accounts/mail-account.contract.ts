import { z } from 'zod';

export const mailAccountSchema = z
  .object({
    /** `operator`: mail leaves through the account of whoever hosts Encore. */
    owner: z.enum(['operator', 'own']),
    /** Whether a shop can bring a key of its own here. */
    canChange: z.boolean(),
    /** SendGrid's public name of the key; the key itself is never shown. */
    keyId: z.string().nullable(),
    savedAt: z.iso.datetime().nullable(),
    /** Since when SendGrid refuses the key: mail waits until there is another. */
    refusedAt: z.iso.datetime().nullable(),
    events: z.object({
      /** Where SendGrid's event webhook is to be pointed. */
      address: z.url(),
      /** Whether the public key is known that it signs with; without it no event is taken. */
      verified: z.boolean(),
    }),
  })
  .meta({ id: 'MailAccount' });

export const saveMailAccountSchema = z.strictObject({
  apiKey: z.string().trim().max(256),
  /** Absent: the one that is there stays. Null: none. */
  webhookKey: z.string().trim().max(1000).nullish(),
});

export type MailAccountView = z.infer<typeof mailAccountSchema>;
export type SaveMailAccount = z.infer<typeof saveMailAccountSchema>;
