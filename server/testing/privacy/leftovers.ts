import { mongo } from 'mongoose';
import type { Connection } from 'mongoose';

/** Bytes are looked into as the text they may be. */
const opened = (value: unknown): unknown => {
  if (value instanceof mongo.Binary) return Buffer.from(value.buffer).toString('utf8');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
};

/**
 * Where one of these texts still stands, whatever its capitals, in every collection there is: `collection id: text`. It
 * knows of no register, so what nobody thought of is found too.
 */
export const findLeftoversIn = async (
  database: mongo.Db,
  texts: readonly string[],
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { name } of await database.listCollections().toArray()) {
    if (name.startsWith('system.')) continue;
    for await (const row of database.collection(name).find()) {
      const text = JSON.stringify(opened(row)).toLowerCase();
      for (const one of texts)
        if (text.includes(one.toLowerCase())) found.push(`${name} ${String(row._id)}: ${one}`);
    }
  }
  return found.toSorted();
};

export const findLeftovers = (connection: Connection, texts: readonly string[]): Promise<readonly string[]> =>
  findLeftoversIn(connection.getClient().db(connection.name), texts);
