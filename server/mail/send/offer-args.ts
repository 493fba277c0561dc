import { z } from 'zod';
import type { JsonObject } from '../../lib/json.ts';

export const noCodeRules = ['wait', 'without', 'skip'] as const;
type NoCodeRule = (typeof noCodeRules)[number];

export interface OfferArgs {
  readonly offer?: string | undefined;
  readonly whenNoCode: NoCodeRule;
}

const offerArgsSchema = z.object({
  offer: z.string().optional(),
  whenNoCode: z.enum(noCodeRules).default('wait'),
});

/** Which offer a step's mail promises, if any, and what becomes of it without a code. */
export const offerArgsOf = (args: JsonObject): OfferArgs =>
  offerArgsSchema.safeParse(args).data ?? { whenNoCode: 'wait' };
