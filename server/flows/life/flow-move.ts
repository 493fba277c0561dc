import { z } from 'zod';
import { asFlowId, asShopId } from '../../lib/brand.ts';

/** Why somebody is not moved to another version. */
export const stayReasons = [
  /** The step they wait in isn't there. */
  'step_gone',
  /** A step of that name is there, but it is one of another kind. */
  'step_differs',
  /** An email of that step is on the wire, or nobody knows whether it left. */
  'message_open',
  /** When they would be due can't be said: the date it hangs on is missing. */
  'time_unknown',
  /** What they are on now can't be read. */
  'version_unreadable',
] as const;
export type StayReason = (typeof stayReasons)[number];

const countSchema = z.strictObject({ reason: z.enum(stayReasons), step: z.string(), count: z.int() });
export type StayCount = z.infer<typeof countSchema>;

/** One operation: everybody who can goes over to `to`. */
export const flowMoveSchema = z.strictObject({
  id: z.string(),
  shop: z.string().transform(asShopId),
  flow: z.string().transform(asFlowId),
  to: z.int().positive(),
  state: z.enum(['running', 'done', 'failed']),
  /** So far; a worker killed right after a batch leaves that batch uncounted. */
  moved: z.int().nonnegative(),
  /** Known once it is done. */
  stays: z.array(countSchema),
  startedAt: z.date(),
  endedAt: z.date().optional(),
});
export type FlowMove = z.infer<typeof flowMoveSchema>;
