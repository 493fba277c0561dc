import { z } from 'zod';
import { defineStep } from '../../engine/step.ts';
import type { JsonObject } from '../../lib/json.ts';
import { mailCategories } from '../../shop/preferences.ts';
import { offerIdPattern } from '../offers/offer.ts';
import { noCodeRules } from './offer-args.ts';

export const sendEmailEffect = 'send-email';

const singleLine = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');

export const sendEmailArgs = z.strictObject({
  /** Key of a built-in template, e.g. `checkout-1`, or of a merchant's own. */
  template: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  /** Which version of a merchant's own template; where none is told, the published one is set when the flow is saved. */
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
  /** Id of the offer that the mail promises: a code of it is given to each message. */
  offer: z.string().regex(offerIdPattern).optional(),
  /** What becomes of the mail while there is no code: `wait`, unless told. Never a mail with an empty one. */
  whenNoCode: z.enum(noCodeRules).optional(),
});

const resendsMarketing = ({ kind, whenUnknown }: z.infer<typeof sendEmailArgs>): boolean =>
  whenUnknown === 'resend' && kind !== 'transactional';

/** `undefined` is no JSON, so the parsed arguments leave absent ones out. */
const present = (args: Omit<z.infer<typeof sendEmailArgs>, 'template'>): JsonObject =>
  Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const asJson = sendEmailArgs
  .refine((args) => !resendsMarketing(args), {
    path: ['whenUnknown'],
    message: 'only transactional mail may be sent again',
  })
  .refine(({ offer, whenNoCode }) => offer !== undefined || whenNoCode === undefined, {
    path: ['whenNoCode'],
    message: 'says something of an offer, and the mail has none',
  })
  .transform(({ template, ...others }) => ({ template, ...present(others) }));

export const sendEmailStep = defineStep({
  key: 'send-email',
  args: asJson,
  hasArms: false,
  needs: () => [],
  decide: (args) => ({ kind: 'perform', effect: sendEmailEffect, args: { ...args } }),
});
