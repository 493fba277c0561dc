import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, printSchema, validate } from 'graphql';
import { demoSchema } from './demo-schema.ts';
import { everyOperation } from './every-operation.ts';
import { pruneSchema } from './prune-schema.ts';
import { checkSha256, publishedSchema } from './published-schema.ts';

const operations = [...everyOperation()];
const problems = (schema: typeof demoSchema) =>
  operations.flatMap(([name, text]) =>
    validate(schema, parse(text)).map((error) => `${name}: ${error.message}`),
  );

describe('the operations Encore sends', () => {
  it.each(['2026-07', '2026-10'] as const)('are valid in the Admin API %s as published', async (version) => {
    const { schema } = await publishedSchema(version);

    expect(operations.length).toBeGreaterThan(8);
    expect(problems(schema)).toEqual([]);
  });

  it('are valid in the part of it that the demo brings, which is just what they touch', async () => {
    const { schema } = await publishedSchema('2026-07');

    expect(problems(demoSchema)).toEqual([]);
    // Not so? Run write-demo-schema.ts.
    const touched = pruneSchema(
      schema,
      operations.map(([, text]) => text),
    );
    expect(printSchema(demoSchema)).toBe(printSchema(buildSchema(touched)));
  });

  it('would be caught with a field that does not exist, in both', async () => {
    const wrong = parse('{ orders(first: 1) { nodes { id checkoutTokens } } }');
    const { schema } = await publishedSchema('2026-07');

    expect(validate(schema, wrong).map(({ message }) => message)).toEqual([
      'Cannot query field "checkoutTokens" on type "Order". Did you mean "checkoutToken"?',
    ]);
    expect(validate(demoSchema, wrong)).toHaveLength(1);
  });

  it('are one mutation or query each, named but for those that run in bulk', () => {
    for (const [name, text] of operations) {
      const { definitions } = parse(text);
      expect(definitions).toHaveLength(1);
      const [only] = definitions;
      const isNamed = only?.kind === 'OperationDefinition' && only.name !== undefined;
      expect({ name, isNamed }).toEqual({ name, isNamed: !name.includes('BulkQuery') });
    }
  });
});

describe('the published schema', () => {
  it('is not used when it is not the pinned one', () => {
    const other = Buffer.from('other');
    expect(() => checkSha256('a file', other, '00')).toThrow('a file has the sha256 d9298a10');
    expect(
      checkSha256('a file', other, 'd9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa'),
    ).toBe(other);
  });
});
