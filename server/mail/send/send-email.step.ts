import { z } from 'zod';
import { defineStep } from '../../engine/step.ts';

export const sendEmailEffect = 'send-email';

const singleLine = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');

export const sendEmailArgs = z.strictObject({
  /** Key of a template, e.g. `checkout-1`. */
  template: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  /** Liquid; the template's own subject unless told. */
  subject: singleLine.optional(),
  /** Shown as the sender's name; the shop's unless told. */
  fromName: singleLine.optional(),
});

/** `undefined` is no JSON, so the parsed arguments leave absent ones out. */
const asJson = sendEmailArgs.transform(({ template, subject, fromName }) => ({
  template,
  ...(subject === undefined ? {} : { subject }),
  ...(fromName === undefined ? {} : { fromName }),
}));

export const sendEmailStep = defineStep({
  key: 'send-email',
  args: asJson,
  hasArms: false,
  needs: () => [],
  decide: (args) => ({ kind: 'perform', effect: sendEmailEffect, args: { ...args } }),
});
