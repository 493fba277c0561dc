import { z } from 'zod';

export const callSchema = z.object({ id: z.number(), method: z.string(), params: z.unknown() });
export const replySchema = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.string().optional(),
});
