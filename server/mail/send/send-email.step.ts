import { z } from 'zod';
import { defineStep } from '../../engine/step.ts';
import { mailCategories } from '../../shop/preferences.ts';

export const sendEmailEffect = 'send-email';

const singleLine = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');

export const sendEmailArgs = z.strictObject({
  /** Key of a built-in template, e.g. `checkout-1`, or of a merchant's own. */
  template: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  /** Which version of a merchant's own template: set when a flow is saved, so that a flow version keeps its mail. */
  templateVersion: z.int().positive().optional(),
  /** Liquid; the template's own subject unless told. */
  subject: singleLine.optional(),
  /** Shown as the sender's name; the shop's unless told. */
  fromName: singleLine.optional(),
  /** Marketing unless told: it needs consent, counts towards the cap and keeps quiet hours. */
  kind: z.enum(['marketing', 'transactional']).optional(),
  /** To those who choose between kinds of mail; its flow's unless told. */
  category: z.enum(mailCategories).optional(),
  whenUnknown: z.enum(['never', 'resend']).optional(),
});

const resendsMarketing = ({ kind, whenUnknown }: z.infer<typeof sendEmailArgs>): boolean =>
  whenUnknown === 'resend' && kind !== 'transactional';

/** `undefined` is no JSON, so the parsed arguments leave absent ones out. */
const asJson = sendEmailArgs
  .refine((args) => !resendsMarketing(args), {
    path: ['whenUnknown'],
    message: 'only transactional mail may be sent again',
  })
  .transform(({ template, templateVersion, subject, fromName, kind, category, whenUnknown }) => ({
    template,
    ...(templateVersion === undefined ? {} : { templateVersion }),
    ...(subject === undefined ? {} : { subject }),
    ...(fromName === undefined ? {} : { fromName }),
    ...(kind === undefined ? {} : { kind }),
    ...(category === undefined ? {} : { category }),
    ...(whenUnknown === undefined ? {} : { whenUnknown }),
  }));

export const sendEmailStep = defineStep({
  key: 'send-email',
  args: asJson,
  hasArms: false,
  needs: () => [],
  decide: (args) => ({ kind: 'perform', effect: sendEmailEffect, args: { ...args } }),
});
