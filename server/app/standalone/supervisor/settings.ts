import { resolve } from 'node:path';
import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { readConfig } from '../../config.ts';

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default('.data'),
  MONGODB_URI: z.string().min(1).optional(),
  SHOPIFY_API_KEY: z.string().min(1).optional(),
});

/** What `npm start` has to bring itself: whatever the environment doesn't name. */
export interface Settings {
  readonly port: number;
  readonly dataDir: string;
  readonly baseUrl: string;
  readonly mongodbUri: string | undefined;
  readonly isDemo: boolean;
}

const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

const isMissing = (value: string | undefined): boolean => value === undefined || value === '';

export const readSettings = (env: NodeJS.ProcessEnv): Settings => {
  const parsed = schema.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    // In production the app's own variables may be wrong, too, and all are to be named at once.
    if (!isMissing(env['SHOPIFY_API_KEY']))
      readConfig({ MONGODB_URI: 'mongodb://embedded', ...withoutEmpty(env) });
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new EncoreError('config_invalid', { message: problems.join('; ') });
  }
  const { PORT, DATA_DIR, MONGODB_URI, SHOPIFY_API_KEY } = parsed.data;
  return {
    port: PORT,
    dataDir: resolve(DATA_DIR),
    baseUrl: `http://localhost:${PORT}`,
    mongodbUri: MONGODB_URI,
    isDemo: SHOPIFY_API_KEY === undefined,
  };
};
