import { z } from 'zod';
import { asFlowId, asShopId } from '../../lib/brand.ts';

const empty = z.strictObject({});
const version = z.int().positive();

/** What somebody did to a flow, and what it takes to do it again. */
const actSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    detail: z.strictObject({
      /** The kind of flow, e.g. `abandoned-checkout`. */
      of: z.string().min(1),
      title: z.string(),
      version,
      status: z.enum(['draft', 'live']),
    }),
  }),
  z.strictObject({ kind: z.literal('edit'), detail: z.strictObject({ version }) }),
  z.strictObject({ kind: z.literal('rename'), detail: z.strictObject({ title: z.string() }) }),
  z.strictObject({ kind: z.literal('publish'), detail: empty }),
  z.strictObject({ kind: z.literal('pause'), detail: empty }),
  z.strictObject({ kind: z.literal('resume'), detail: empty }),
  z.strictObject({ kind: z.literal('finish'), detail: empty }),
  z.strictObject({ kind: z.literal('archive'), detail: empty }),
  z.strictObject({
    kind: z.literal('move'),
    detail: z.strictObject({ to: version, move: z.string().min(1) }),
  }),
  z.strictObject({
    kind: z.literal('include'),
    detail: z.strictObject({ perDay: z.int().positive(), include: z.string().min(1) }),
  }),
]);

const madeSchema = z.strictObject({
  shop: z.string().transform(asShopId),
  flow: z.string().transform(asFlowId),
  /** The flow's `rev` after it; one command each. */
  rev: z.int().nonnegative(),
  /** Shop time. */
  at: z.date(),
  /** The platform's id of the staff member; absent when Encore did it by itself. */
  by: z.string().min(1).exactOptional(),
});

export type FlowAct = z.infer<typeof actSchema>;
type Made = z.infer<typeof madeSchema>;
export type FlowCommand = Made & FlowAct;

/** Strict as a whole: an intersection of strict objects would refuse each other's fields. Throws a ZodError. */
export const parseFlowCommand = (input: unknown): FlowCommand => {
  const { kind, detail, ...made } = z.looseObject({ kind: z.unknown(), detail: z.unknown() }).parse(input);
  return { ...madeSchema.parse(made), ...actSchema.parse({ kind, detail }) };
};
