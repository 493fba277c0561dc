import { createSecretBox } from '../../lib/secret-box.ts';
import type { Connection } from '../database.ts';
import { createSealedFields } from './sealed-fields.system.repository.ts';

const keyBytes = 32;

/** How many secrets are sealed with another key than the environment's newest; undefined without a whole key there. */
export const countStaleSeals = async (
  connection: Connection,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number | undefined> => {
  const key = Buffer.from(env['ENCRYPTION_KEY'] ?? '', 'base64');
  if (key.length !== keyBytes) return undefined;
  const places = await createSealedFields(connection, createSecretBox([key])).count();
  return places.reduce((sum, { found }) => sum + found, 0);
};
