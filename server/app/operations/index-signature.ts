import { z } from 'zod';

const indexSchema = z.looseObject({
  key: z.record(z.string(), z.union([z.number(), z.string()])),
  unique: z.boolean().optional(),
  expireAfterSeconds: z.number().optional(),
  partialFilterExpression: z.record(z.string(), z.unknown()).optional(),
});

/** What an index does, whatever it is called: its keys, and what limits it. */
export const indexSignature = (description: unknown): string => {
  const index = indexSchema.parse(description);
  const keys = Object.entries(index.key).map(([field, direction]) => `${field}:${direction}`);
  return [
    keys.join(' '),
    ...(index.unique === true ? ['unique'] : []),
    ...(index.expireAfterSeconds === undefined ? [] : [`ttl ${index.expireAfterSeconds}`]),
    ...(index.partialFilterExpression === undefined
      ? []
      : [`where ${JSON.stringify(index.partialFilterExpression)}`]),
  ].join(' | ');
};
