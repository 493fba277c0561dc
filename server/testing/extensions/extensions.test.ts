import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'smol-toml';
import type { z } from 'zod';
import {
  emailSentPayload,
  emailSentTrigger,
  stepReachedPayload,
  stepReachedTrigger,
} from '../../platforms/shopify/flow/triggers.ts';
import {
  flowActionSchema,
  flowTriggerSchema,
  lifecycleCallbackSchema,
  uiExtensionSchema,
  webPixelSchema,
} from './extension-schemas.ts';

const root = join(import.meta.dirname, '../../../extensions');

const schemas: Readonly<Record<string, z.ZodType>> = {
  'storefront-events': webPixelSchema,
  'flow-trigger-email-sent': flowTriggerSchema,
  'flow-trigger-step-reached': flowTriggerSchema,
  'flow-trigger-lifecycle': lifecycleCallbackSchema,
  'flow-action-start-flow': flowActionSchema,
  'customer-timeline': uiExtensionSchema,
};

const tomlOf = (folder: string): unknown =>
  parse(readFileSync(join(root, folder, 'shopify.extension.toml'), 'utf8'));

const folders = readdirSync(root, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => name);

describe('the extensions', () => {
  it('are all held against a schema', () => {
    expect(folders.toSorted()).toEqual(Object.keys(schemas).toSorted());
  });

  it.each(Object.entries(schemas))('%s is what Shopify expects', (folder, schema) => {
    expect(schema.safeParse(tomlOf(folder)).error).toBeUndefined();
  });

  it.each([
    ['a key that is not in the documentation', 'flow-trigger-email-sent', { configuration: {} }],
    ['no settings', 'flow-action-start-flow', { settings: undefined }],
    ['another type', 'storefront-events', { type: 'theme' }],
    ['two in one file', 'flow-trigger-lifecycle', { extensions: [{}, {}] }],
  ])('with %s would be found out', (_what, folder, over) => {
    const toml = tomlOf(folder);
    const changed = typeof toml === 'object' ? { ...toml, ...over } : over;
    expect(schemas[folder]?.safeParse(changed).success).toBe(false);
  });
});

const payloads = [
  {
    folder: 'flow-trigger-email-sent',
    trigger: emailSentTrigger,
    payload: emailSentPayload({ customerId: '7', flow: 'Cart', subject: 'Hello', message: 'm' }),
  },
  {
    folder: 'flow-trigger-step-reached',
    trigger: stepReachedTrigger,
    payload: stepReachedPayload({ customerId: '7', flow: 'Cart', name: 'Gift', request: 'r' }),
  },
] as const;

describe('the triggers of Shopify Flow', () => {
  it.each(payloads)('$folder is fired with just its fields', ({ folder, trigger, payload }) => {
    const { extensions, settings } = flowTriggerSchema.parse(tomlOf(folder));
    const keys = settings.fields.map((field) => ('key' in field ? field.key : 'customer_id'));

    expect(extensions[0]).toMatchObject(trigger);
    expect(Object.keys(payload).toSorted()).toEqual(keys.toSorted());
  });

  it('lead back to the routes that answer', () => {
    const [action] = flowActionSchema.parse(tomlOf('flow-action-start-flow')).extensions;
    const [callback] = lifecycleCallbackSchema.parse(tomlOf('flow-trigger-lifecycle')).extensions;
    const app = readFileSync(join(root, '../shopify.app.toml'), 'utf8');
    const [, applicationUrl = ''] = /^application_url = "([^"]+)"$/m.exec(app) ?? [];

    expect(action.runtime_url).toBe('/webhooks/shopify-flow/start');
    expect(callback.url).toBe(`${applicationUrl}/webhooks/shopify-flow/lifecycle`);
  });
});
