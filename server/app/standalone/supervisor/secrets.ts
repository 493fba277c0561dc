import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { systemCodeOf } from './system-error.ts';
import { writePrivateFile } from './write-private-file.ts';

const secretsSchema = z.object({
  apiKey: z.string().min(1),
  apiSecret: z.string().min(1),
  encryptionKey: z.string().min(1),
});

export type Secrets = z.infer<typeof secretsSchema>;

const newSecrets = (): Secrets => ({
  apiKey: randomBytes(16).toString('hex'),
  apiSecret: randomBytes(32).toString('hex'),
  encryptionKey: randomBytes(32).toString('base64'),
});

/** The demo's own keys, made once: tokens encrypted with them must be readable after a restart. */
export const demoSecrets = async (dataDir: string): Promise<Secrets> => {
  const file = join(dataDir, 'secrets.json');
  try {
    return secretsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') {
      throw new EncoreError('start_failed', {
        message: `${file} is damaged; restore or remove it`,
        cause: error,
      });
    }
  }
  const made = newSecrets();
  await writePrivateFile(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
};
