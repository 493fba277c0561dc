import { z } from 'zod';
import { idSchema } from './payload.ts';

/** `gid://shopify/Customer/7`, `7` or 7: its digits, as everything else names it. */
export const globalId = idSchema
  .transform((id) => id.replace(/^gid:\/\/shopify\/\w+\//, ''))
  .pipe(z.string().regex(/^\d+$/));
