import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema } from 'graphql';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';
import { z } from 'zod';
import { cacheFolder } from '../../../app/standalone/mongod/cache-folder.ts';

const run = promisify(execFile);

export type PublishedVersion = '2026-07' | '2026-10';

const packageName = '@shopify/dev-mcp@1.16.0';
const packageSha256 = '4663c79229028e98f825a09d5f04ec6c3736331b740ce50260f9ffac10709474';

/** Introspections as Shopify publishes them, by version. */
const fileSha256: Readonly<Record<PublishedVersion, string>> = {
  '2026-07': '5bcde995c89c59acdb2ee494378d96f45ce7378a16ec829a74b71d696a08ef19',
  '2026-10': 'f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593',
};

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that are not the expected ones are never used. Throws with both digests. */
export const checkSha256 = (what: string, bytes: Buffer, expected: string): Buffer => {
  const found = sha256Of(bytes);
  if (found === expected) return bytes;
  throw new Error(`${what} has the sha256 ${found}, not ${expected}; it was not used`);
};

const nameOf = (version: PublishedVersion): string => `admin_${version}.json.gz`;

const download = async (folder: string, version: PublishedVersion): Promise<Buffer> => {
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'fetch-'));
  try {
    const { stdout } = await run('npm', ['pack', packageName, '--silent', '--pack-destination', work], {
      cwd: work,
      timeout: 120_000,
    });
    const tarball = join(work, stdout.trim());
    checkSha256(packageName, await readFile(tarball), packageSha256);
    const inPackage = `package/dist/data/${nameOf(version)}`;
    await run('tar', ['-xzf', tarball, '-C', work, inPackage], { timeout: 60_000 });
    const unpacked = join(work, inPackage);
    const bytes = checkSha256(nameOf(version), await readFile(unpacked), fileSha256[version]);
    await rename(unpacked, join(folder, nameOf(version)));
    return bytes;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

const fromCache = async (file: string, expected: string): Promise<Buffer | undefined> => {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes !== undefined && sha256Of(bytes) === expected ? bytes : undefined;
};

/** One scope rule of the published schema: any one of `offlineScopes` is enough. */
const scopeRuleSchema = z.object({
  typeName: z.string(),
  fieldName: z.string().optional(),
  offlineScopes: z.array(z.string()),
});
export type ScopeRule = z.infer<typeof scopeRuleSchema>;

const isIntrospection = (value: unknown): value is IntrospectionQuery =>
  z.object({ __schema: z.object({ types: z.array(z.unknown()) }) }).safeParse(value).success;

const fileSchema = z.object({
  data: z.custom<IntrospectionQuery>(isIntrospection),
  offline_scopes: z.object({ items: z.array(scopeRuleSchema) }),
});

export interface PublishedSchema {
  readonly schema: GraphQLSchema;
  readonly scopeRules: readonly ScopeRule[];
}

const read = async (version: PublishedVersion): Promise<PublishedSchema> => {
  const folder = join(cacheFolder(), 'shopify-dev-mcp-1.16.0');
  const kept = await fromCache(join(folder, nameOf(version)), fileSha256[version]);
  const bytes = kept ?? (await download(folder, version));
  const parsed = fileSchema.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));
  return {
    schema: buildClientSchema(parsed.data, { assumeValid: true }),
    scopeRules: parsed.offline_scopes.items,
  };
};

const readings = new Map<PublishedVersion, Promise<PublishedSchema>>();

/**
 * Shopify's Admin API as Shopify publishes it, out of its npm package: fetched once a machine through npm, checked against
 * a pinned digest, kept in the user's cache folder. Throws where neither the cache nor the registry has it.
 */
export const publishedSchema = (version: PublishedVersion): Promise<PublishedSchema> => {
  const reading = readings.get(version) ?? read(version);
  readings.set(version, reading);
  return reading;
};
