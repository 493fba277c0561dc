import { z } from 'zod';

/**
 * `shopify.extension.toml`, as strict as Shopify's own tools are when they deploy: what their documentation lists and
 * nothing else. Their command needs a login and a network, so it can't be asked in a test.
 */
const handle = z.string().regex(/^[A-Za-z0-9-]{1,30}$/);
const name = z.string().min(1).max(50);
const description = z.string().min(1).max(255).optional();
/** Of fields that are no reference: letters and spaces only. */
const fieldKey = z.string().regex(/^[A-Za-z]+( [A-Za-z]+)*$/);
const reference = z.enum(['customer_reference', 'order_reference', 'product_reference']);
const plain = z.enum(['boolean', 'email', 'single_line_text_field', 'url', 'number_decimal']);
const https = z.url({ protocol: /^https$/ });
/** Absolute, or relative to the application's address. */
const ownUrl = z.union([https, z.string().regex(/^\/(?!\/)\S*$/)]);

const triggerField = z.union([
  z.strictObject({ type: reference }),
  z.strictObject({ type: plain, key: fieldKey, description }),
]);
const actionField = z.union([
  z.strictObject({ type: reference, required: z.boolean().optional() }),
  z.strictObject({ type: plain, key: fieldKey, name, description, required: z.boolean().optional() }),
]);

const one = <Extension extends z.ZodType>(extension: Extension) => z.tuple([extension]);

export const flowTriggerSchema = z.strictObject({
  extensions: one(z.strictObject({ name, type: z.literal('flow_trigger'), handle, description })),
  settings: z.strictObject({ fields: z.array(triggerField).min(1) }),
});

export const flowActionSchema = z.strictObject({
  extensions: one(
    z.strictObject({
      name,
      type: z.literal('flow_action'),
      handle,
      description,
      runtime_url: ownUrl,
      validation_url: ownUrl.optional(),
    }),
  ),
  settings: z.strictObject({ fields: z.array(actionField).min(1) }),
});

/** Its address must be absolute: the contract that Shopify holds it against knows no other. */
export const lifecycleCallbackSchema = z.strictObject({
  extensions: one(
    z.strictObject({ name, type: z.literal('flow_trigger_lifecycle_callback'), handle, url: https }),
  ),
});

const pixelField = z.strictObject({ name, description, type: z.literal('single_line_text_field') });

export const webPixelSchema = z.strictObject({
  name,
  handle,
  type: z.literal('web_pixel_extension'),
  runtime_context: z.literal('strict'),
  customer_privacy: z.strictObject({
    analytics: z.boolean(),
    marketing: z.boolean(),
    preferences: z.boolean(),
    sale_of_data: z.enum(['enabled', 'disabled', 'ldu']),
  }),
  settings: z.strictObject({ type: z.literal('object'), fields: z.record(z.string(), pixelField) }),
});

export const uiExtensionSchema = z.strictObject({
  api_version: z.enum(['2026-04', '2026-07', '2026-10']),
  extensions: one(
    z.strictObject({
      name,
      type: z.literal('ui_extension'),
      handle,
      description,
      targeting: one(
        z.strictObject({
          module: z.string().regex(/^\.\/src\/[\w/-]+\.tsx?$/),
          target: z.string().regex(/^admin\.[a-z-]+\.block\.render$/),
        }),
      ),
    }),
  ),
});
