import { z } from 'zod';
import { durationSchema } from './duration.ts';
import { faultOfJson } from './json-bounds.ts';
import type { Predicate, PropertyPredicate } from './predicate.ts';

/** Ten lists of clauses inside each other, with a list as the innermost value. */
const bounds = { depth: 21, values: 1000, text: 1000 };

const path = z
  .string()
  .max(200)
  .regex(/^[\w-]+(\.[\w-]+)*$/, 'must be a property name or a dotted path');

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const propertyShape: z.ZodType<PropertyPredicate> = z
  .strictObject({
    property: path,
    is: z.enum(['equals', 'not-equals', 'greater', 'at-least', 'less', 'at-most', 'contains', 'is-set']),
    value: z.union([scalar, z.array(scalar).max(100)]).exactOptional(),
  })
  .refine(({ is, value }) => is === 'is-set' || value !== undefined, {
    path: ['value'],
    message: 'is missing',
  });

type Leaf = z.ZodType<Predicate>;

const nested = (leaves: readonly [Leaf, ...Leaf[]]): z.ZodType<Predicate> => {
  const self: z.ZodType<Predicate> = z.lazy(() =>
    z.union([
      z.strictObject({ all: z.array(self) }),
      z.strictObject({ any: z.array(self) }),
      z.strictObject({ not: self }),
      ...leaves,
    ]),
  );
  return self;
};

/** What a stranger nested a million deep never reaches the schema that recurses. */
const bounded = (schema: z.ZodType<Predicate>): z.ZodType<Predicate> =>
  z
    .unknown()
    .superRefine((input, context) => {
      const fault = faultOfJson(input, bounds);
      if (fault !== undefined)
        context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
    })
    .pipe(schema);

const whereShape = nested([propertyShape]);

const eventShape: Leaf = z.strictObject({
  event: z.string().min(1).max(60),
  atLeast: z.int().min(1).max(1000),
  within: durationSchema.exactOptional(),
  where: whereShape.exactOptional(),
});

/** Strict: a word that the language does not know is an error, not a clause that silently never holds. */
export const predicateSchema = bounded(nested([propertyShape, eventShape]));

/** About one event's own words: an event has no events. */
export const wherePredicateSchema = bounded(whereShape);
