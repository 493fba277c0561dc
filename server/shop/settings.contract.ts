import { z } from 'zod';
import { adminLanguages } from './admin-language.contract.ts';
import { postalAddressSchema, shopThemeSchema } from './look.contract.ts';
import { consentRules } from './merchant-settings.ts';

const oneLine = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}<>"]*$/u, 'must be one line without < > "');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');
const rule = z.enum(consentRules);

const adminLanguage = z.enum(adminLanguages);

const senderSchema = z.strictObject({ name: oneLine, replyTo: z.email().max(254).nullable() });
const capSchema = z.strictObject({
  count: z.int().min(1).max(100),
  /** ISO 8601, whole days or hours. */
  within: z.string().regex(/^P([1-9]\d{0,2}D|T[1-9]\d{0,2}H)$/, 'expected P7D or PT24H'),
});
const quietSchema = z.strictObject({ from: time, to: time });
const policySchema = z.strictObject({
  elsewhere: rule,
  countries: z.record(z.string().regex(/^[A-Z]{2}$/, 'expected a two-letter country code'), rule),
});

export const settingsSchema = z
  .object({
    /** Say it back with a change: somebody else may have changed them meanwhile. */
    rev: z.int().nonnegative(),
    sender: senderSchema,
    frequencyCap: capSchema,
    quietHours: quietSchema.nullable(),
    /** Without one chosen: subscribers everywhere. */
    consentPolicy: policySchema,
    theme: shopThemeSchema,
    /** Empty where nobody has told it yet. */
    postalAddress: z.string(),
    /** Null: the screens speak to each person in their own language. */
    adminLanguage: adminLanguage.nullable(),
    /** Countries that stay with subscribers unless they are named. */
    strictCountries: z.array(z.string()),
  })
  .meta({ id: 'Settings' });

export const settingsChangeSchema = z.strictObject({
  rev: z.int().nonnegative(),
  sender: senderSchema.optional(),
  frequencyCap: capSchema.optional(),
  quietHours: quietSchema.nullable().optional(),
  consentPolicy: policySchema.optional(),
  theme: shopThemeSchema.optional(),
  postalAddress: postalAddressSchema.optional(),
  adminLanguage: adminLanguage.nullable().optional(),
});

export type SettingsView = z.infer<typeof settingsSchema>;
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
