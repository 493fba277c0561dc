import { z } from 'zod';
import { EncoreError } from '../lib/errors.ts';
import { billingOf, billingProblems, billingVariables } from './billing-config.ts';
import type { BillingConfig } from './billing-config.ts';
import { timingProblems, timingVariables, toTiming } from './timing.ts';
import type { Timing } from './timing.ts';

const url = z.url({ protocol: /^https?$/, error: 'expected an http(s) address' });
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const environment = z.object({
  PORT: z.coerce.number({ error: 'expected a port number' }).int().min(0).max(65_535).default(3000),
  MONGODB_URI: z
    .string({ error: 'expected a mongodb:// or mongodb+srv:// address' })
    .regex(/^mongodb(\+srv)?:\/\//, 'expected a mongodb:// or mongodb+srv:// address'),
  SHOPIFY_API_KEY: z.string({ error: "expected the app's client id" }).min(1),
  SHOPIFY_API_SECRET: z.string({ error: "expected the app's client secret" }).min(1),
  SHOPIFY_API_SECRET_PREVIOUS: optional(z.string().min(1)),
  SHOPIFY_ADMIN_BASE_URL: optional(url),
  APP_URL: z.preprocess((value) => value ?? '', url),
  ENCRYPTION_KEY: z
    .string({ error: 'expected 32 bytes in base64' })
    .refine((value) => Buffer.from(value, 'base64').length === 32, 'expected 32 bytes in base64'),
  ENCRYPTION_KEY_PREVIOUS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )
    .refine(
      (keys) => keys.every((each) => Buffer.from(each, 'base64').length === 32),
      'expected keys of 32 bytes in base64, with commas between them',
    ),
  SENDGRID_API_KEY: optional(z.string().min(1)),
  SENDGRID_BASE_URL: optional(url),
  SENDGRID_WEBHOOK_PUBLIC_KEY: optional(z.string().min(1)),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'expected an smtp:// or smtps:// address')),
  MAIL_SHARED_DOMAIN: optional(
    z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,63}$/, 'expected a domain name such as mail.example.com'),
  ),
  MAIL_SHARED_DAILY_LIMIT: z.coerce
    .number({ error: 'expected a number' })
    .int()
    .min(1)
    .max(2000)
    .default(200),
  MAIL_TRANSPORT: optional(z.enum(['sendgrid', 'smtp', 'outbox'])),
  ...billingVariables,
  METRICS_TOKEN: optional(z.string().min(16, 'expected at least 16 characters')),
  SEND_LANES: z.coerce.number({ error: 'expected a number from 1 to 16' }).int().min(1).max(16).default(2),
  SEND_SUB_GROUP: z.coerce
    .number({ error: 'expected a number from 1 to 100' })
    .int()
    .min(1)
    .max(100)
    .default(100),
  METRICS_PORT: optional(z.coerce.number({ error: 'expected a port number' }).int().min(0).max(65_535)),
  TRUSTED_PROXIES: z.coerce
    .number({ error: 'expected a number from 0 to 10' })
    .int()
    .min(0)
    .max(10)
    .default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  ENCORE_DEMO: z.enum(['0', '1']).default('0'),
  DEMO_STORE_URL: optional(url),
  ...timingVariables,
});

export interface Config {
  readonly port: number;
  readonly mongodbUri: string;
  readonly appUrl: string;
  readonly shopify: {
    readonly apiKey: string;
    /** The present secret first, then the one being rotated out. */
    readonly secrets: readonly [string, ...string[]];
    readonly adminBaseUrl: string | undefined;
  };
  readonly encryptionKey: Buffer;
  /** Newest first. What they sealed and signed still opens; nothing new is. */
  readonly previousKeys: readonly Buffer[];
  readonly mail: {
    readonly transport: 'sendgrid' | 'smtp' | 'outbox';
    readonly sendgridApiKey: string | undefined;
    readonly sendgridBaseUrl: string | undefined;
    readonly sendgridWebhookKey: string | undefined;
    readonly smtpUrl: string | undefined;
    /** What shops without a domain of their own send from, and how many mails a day. */
    readonly shared: { readonly domain: string; readonly dailyLimit: number } | undefined;
    /** Lanes × sub-group mails of one worker are under way at once, and in doubt when it is killed. */
    readonly lanes: number;
    readonly subGroup: number;
  };
  /** Undefined where nothing is sold: every shop may do everything. */
  readonly billing: BillingConfig | undefined;
  readonly metricsToken: string | undefined;
  /** Where a worker shows its health and metrics; web does so on its own port. */
  readonly metricsPort: number | undefined;
  /** How many proxies of the operator's stand before web. */
  readonly trustedProxies: number;
  readonly logLevel: string;
  readonly timing: Timing;
  /** Set in the demo: where its shop's far side listens. */
  readonly demo: { readonly storeUrl: string } | undefined;
}

type Environment = z.infer<typeof environment>;

const transportOf = (env: Environment): 'sendgrid' | 'smtp' | 'outbox' =>
  env.MAIL_TRANSPORT ?? (env.SENDGRID_API_KEY ? 'sendgrid' : env.SMTP_URL ? 'smtp' : 'outbox');

const missingFor = (env: Environment): Record<string, string> => {
  const transport = transportOf(env);
  const missing: Record<string, string> = { ...timingProblems(env), ...billingProblems(env) };
  if (transport === 'sendgrid' && !env.SENDGRID_API_KEY)
    missing['SENDGRID_API_KEY'] = 'expected a key, since MAIL_TRANSPORT is sendgrid';
  if (transport === 'smtp' && !env.SMTP_URL)
    missing['SMTP_URL'] = 'expected an address, since MAIL_TRANSPORT is smtp';
  if (env.ENCORE_DEMO === '1' && !env.DEMO_STORE_URL)
    missing['DEMO_STORE_URL'] = 'expected an address, since ENCORE_DEMO is 1';
  return missing;
};

const invalid = (fields: Record<string, string>): EncoreError =>
  new EncoreError('config_invalid', {
    message: Object.entries(fields)
      .map(([name, problem]) => `${name}: ${problem}`)
      .join('; '),
    fields,
  });

const toConfig = (env: Environment): Config => ({
  port: env.PORT,
  mongodbUri: env.MONGODB_URI,
  appUrl: env.APP_URL.replace(/\/$/, ''),
  shopify: {
    apiKey: env.SHOPIFY_API_KEY,
    secrets: env.SHOPIFY_API_SECRET_PREVIOUS
      ? [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS]
      : [env.SHOPIFY_API_SECRET],
    adminBaseUrl: env.SHOPIFY_ADMIN_BASE_URL ?? env.DEMO_STORE_URL,
  },
  encryptionKey: Buffer.from(env.ENCRYPTION_KEY, 'base64'),
  previousKeys: env.ENCRYPTION_KEY_PREVIOUS.map((each) => Buffer.from(each, 'base64')),
  mail: {
    transport: transportOf(env),
    sendgridApiKey: env.SENDGRID_API_KEY,
    sendgridBaseUrl: env.SENDGRID_BASE_URL,
    sendgridWebhookKey: env.SENDGRID_WEBHOOK_PUBLIC_KEY,
    smtpUrl: env.SMTP_URL,
    shared:
      env.MAIL_SHARED_DOMAIN === undefined
        ? undefined
        : { domain: env.MAIL_SHARED_DOMAIN, dailyLimit: env.MAIL_SHARED_DAILY_LIMIT },
    lanes: env.SEND_LANES,
    subGroup: env.SEND_SUB_GROUP,
  },
  billing: billingOf(env),
  metricsToken: env.METRICS_TOKEN,
  metricsPort: env.METRICS_PORT,
  trustedProxies: env.TRUSTED_PROXIES,
  logLevel: env.LOG_LEVEL,
  timing: toTiming(env),
  demo: env.ENCORE_DEMO === '1' && env.DEMO_STORE_URL ? { storeUrl: env.DEMO_STORE_URL } : undefined,
});

/** Parses the environment once; all problems are named at once. Throws `config_invalid`. */
export const readConfig = (variables: Readonly<Record<string, string | undefined>>): Config => {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const fields: Record<string, string> = {};
    for (const issue of parsed.error.issues) fields[issue.path.join('.')] = issue.message;
    throw invalid(fields);
  }
  const missing = missingFor(parsed.data);
  if (Object.keys(missing).length > 0) throw invalid(missing);
  return toConfig(parsed.data);
};
