import { z } from 'zod';
import type { JsonValue } from '../lib/json.ts';
import { durationSchema } from './duration.ts';
import type { Predicate } from './predicate.ts';

const jsonValueSchema: z.ZodType<JsonValue> = z.json();

const path = z.string().regex(/^[\w-]+(\.[\w-]+)*$/, 'must be a property name or a dotted path');

const propertySchema = z
  .strictObject({
    property: path,
    is: z.enum(['equals', 'not-equals', 'greater', 'at-least', 'less', 'at-most', 'contains', 'is-set']),
    value: jsonValueSchema.exactOptional(),
  })
  .refine(({ is, value }) => is === 'is-set' || value !== undefined, {
    path: ['value'],
    message: 'is missing',
  });

/** Strict: a word that the language does not know is an error, not a clause that silently never holds. */
export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(predicateSchema) }),
    z.strictObject({ any: z.array(predicateSchema) }),
    z.strictObject({ not: predicateSchema }),
    propertySchema,
    z.strictObject({
      event: z.string().min(1),
      atLeast: z.int().min(1),
      within: durationSchema.exactOptional(),
      where: predicateSchema.exactOptional(),
    }),
  ]),
);
