import * as operations from '../../../platforms/shopify/operations.ts';

/** Everything `operations.ts` exports that is a GraphQL text, by name; those made from a date are made from one. */
export const everyOperation = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(operations).flatMap(([name, value]): [string, string][] => {
      const text = typeof value === 'function' ? value('2026-01-01T00:00:00Z') : value;
      return text.includes('{') ? [[name, text]] : [];
    }),
  );
