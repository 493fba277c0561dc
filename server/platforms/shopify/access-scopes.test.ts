import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { getNamedType, isEnumType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { everyOperation } from '../../testing/fake-shopify/admin-api/every-operation.ts';
import { publishedSchema } from '../../testing/fake-shopify/admin-api/published-schema.ts';
import type { ScopeRule } from '../../testing/fake-shopify/admin-api/published-schema.ts';
import { webhookTopics } from './webhook-topics.ts';

const toml = readFileSync(new URL('../../../shopify.app.toml', import.meta.url), 'utf8');
const granted = (/^scopes = "([^"]+)"$/m.exec(toml)?.[1] ?? '').split(',');

/** Asked for beside what the schema says of a field or a topic; where Shopify says so. */
const beside: ReadonlyMap<string, string> = new Map([
  ['read_all_orders', 'orders older than 60 days, which the back-fill reads'],
  ['read_customer_events', 'whoever activates a web pixel'],
]);

/** Any one of `scopes` is enough. */
interface Need {
  readonly who: string;
  readonly scopes: readonly string[];
}

const isGranted = (scope: string): boolean =>
  granted.includes(scope) || granted.includes(scope.replace(/^read_/, 'write_'));

const fieldsOf = (schema: GraphQLSchema, text: string): ReadonlySet<string> => {
  const info = new TypeInfo(schema);
  const touched = new Set<string>();
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field: ({ name }) => {
        touched.add(`${info.getParentType()?.name}.${name.value}`);
        const type = info.getType();
        if (type) touched.add(getNamedType(type).name);
      },
    }),
  );
  return touched;
};

const needsOfOperations = (schema: GraphQLSchema, rules: readonly ScopeRule[]): readonly Need[] => {
  const byPlace = new Map(
    rules
      .filter(({ offlineScopes }) => offlineScopes.length > 0)
      .map(({ typeName, fieldName, offlineScopes }) => [
        fieldName === undefined ? typeName : `${typeName}.${fieldName}`,
        offlineScopes,
      ]),
  );
  return [...everyOperation()].flatMap(([name, text]) =>
    [...fieldsOf(schema, text)].flatMap((place) => {
      const scopes = byPlace.get(place);
      return scopes === undefined ? [] : [{ who: `${name} ${place}`, scopes }];
    }),
  );
};

const topicName = (topic: string): string => topic.replaceAll(/[/.]/g, '_').toUpperCase();

/** Topics say in their description what they need: one scope, or any of several. */
const needsOfTopics = (schema: GraphQLSchema): readonly Need[] => {
  const topics = schema.getType('WebhookSubscriptionTopic');
  if (!isEnumType(topics)) throw new Error('no topics');
  return [...webhookTopics.keys()].flatMap((topic) => {
    const said = topics.getValue(topicName(topic))?.description?.replaceAll(/\s+/g, ' ') ?? '';
    const scopes = [...(/Requires (.*)$/.exec(said)?.[1] ?? '').matchAll(/\b(?:read|write)_\w+/g)].map(
      ([scope]) => scope,
    );
    return scopes.length === 0 ? [] : [{ who: topic, scopes }];
  });
};

describe.each(['2026-07', '2026-10'] as const)('the scopes asked for, by the Admin API %s', (version) => {
  const needs = async (): Promise<readonly Need[]> => {
    const { schema, scopeRules } = await publishedSchema(version);
    return [...needsOfOperations(schema, scopeRules), ...needsOfTopics(schema)];
  };

  it('lack none that an operation or a topic needs', async () => {
    const all = await needs();

    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ scopes }) => !scopes.some(isGranted))).toEqual([]);
  });

  it('hold none that nothing needs', async () => {
    const used = new Set((await needs()).flatMap(({ scopes }) => scopes));

    expect(granted.filter((scope) => !used.has(scope) && !beside.has(scope))).toEqual([]);
    expect([...beside.keys()].filter((scope) => !granted.includes(scope))).toEqual([]);
  });

  it('are asked for topics that exist', async () => {
    const { schema } = await publishedSchema(version);
    const topics = schema.getType('WebhookSubscriptionTopic');
    const known = isEnumType(topics) ? topics.getValues().map(({ name }) => name) : [];
    const compliance = ['customers/data_request', 'customers/redact', 'shop/redact'];

    expect(
      [...webhookTopics.keys()].filter(
        (topic) => !compliance.includes(topic) && !known.includes(topicName(topic)),
      ),
    ).toEqual([]);
  });
});

describe('where the CLI looks for the app', () => {
  it.each([
    ['web', 'background'],
    ['server', 'backend'],
  ])('%s says what it is', (folder, role) => {
    const text = readFileSync(new URL(`../../../${folder}/shopify.web.toml`, import.meta.url), 'utf8');

    expect(toml).toContain(`"${folder}"`);
    expect(text).toContain(`roles = ["${role}"]`);
    expect(text).toMatch(/^\[commands\]\ndev = ".+"$/m);
  });

  it('sends webhooks to where they are taken', () => {
    const text = readFileSync(new URL('../../../server/shopify.web.toml', import.meta.url), 'utf8');

    expect(text).toContain('webhooks_path = "/webhooks/shopify"');
  });
});
