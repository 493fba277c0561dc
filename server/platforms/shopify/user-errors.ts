import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';

/** What a mutation says when it did nothing: HTTP 200, no `errors`, only this list. */
export const userErrorsSchema = z.array(
  z.object({
    field: z.array(z.string()).nullish(),
    message: z.string(),
    code: z.string().nullish(),
  }),
);
export type UserErrors = z.output<typeof userErrorsSchema>;

/** Throws `platform_refused` with Shopify's own code and field; its message may quote what was sent, so it is left out. */
export const refuseUserErrors = (errors: UserErrors): void => {
  const [first] = errors;
  if (first === undefined) return;
  const fields = Object.fromEntries(
    errors.map(({ field, code }) => [(field ?? []).join('.') || 'base', code ?? 'refused']),
  );
  throw new EncoreError('platform_refused', {
    message: `Shopify refused: ${first.code ?? 'no code'}`,
    fields,
  });
};
