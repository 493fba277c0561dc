import { z } from 'zod';

const bulkSchema = z.looseObject({
  writeErrors: z.union([
    z.array(z.looseObject({ code: z.number(), index: z.number() })),
    z.looseObject({ code: z.number(), index: z.number() }),
  ]),
  result: z.unknown().optional(),
});

/** Index → code of the rows an unordered bulk did not write; undefined when the error says nothing about single rows. */
export const rowErrorsOf = (error: unknown): ReadonlyMap<number, number> | undefined => {
  const parsed = bulkSchema.safeParse(error);
  if (!parsed.success) return undefined;
  const { writeErrors } = parsed.data;
  const list = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  return list.length === 0 ? undefined : new Map(list.map(({ index, code }) => [index, code]));
};

const concernSchema = z.looseObject({ getWriteConcernError: z.unknown().optional() });

/** A majority was not reached: no row of the bulk is certainly durable. */
export const lacksMajority = (error: unknown): boolean => {
  const result = bulkSchema.safeParse(error).data?.result;
  const parsed = concernSchema.safeParse(result);
  if (!parsed.success || typeof parsed.data.getWriteConcernError !== 'function') return false;
  const answer: unknown = Reflect.apply(parsed.data.getWriteConcernError, result, []);
  return answer !== undefined && answer !== null;
};
