import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';

/** Addresses of what the first load needs, each `/assets/…`. */
export interface AdminAssets {
  readonly script: string;
  readonly preloads: readonly string[];
  readonly styles: readonly string[];
}

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().default(false),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
type Manifest = z.infer<typeof manifestSchema>;

/** The entry and everything it imports before it runs, each once. */
const firstLoad = (manifest: Manifest, entry: string): ReadonlySet<string> => {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of manifest[key]?.imports ?? []) visit(imported);
  };
  visit(entry);
  return seen;
};

const assetsIn = (manifest: Manifest): AdminAssets | undefined => {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (entry === undefined) return undefined;
  const chunks = [...firstLoad(manifest, entry)].flatMap((key) => manifest[key] ?? []);
  const [own, ...others] = chunks.map(({ file }) => `/${file}`);
  if (own === undefined) return undefined;
  // What is imported comes before what imports it, so that our own rules win over Polaris's.
  const styles = new Set(chunks.toReversed().flatMap(({ css }) => css.map((file) => `/${file}`)));
  return { script: own, preloads: others, styles: [...styles] };
};

/** Reads what Vite wrote to `web/dist`. Throws `start_failed` when the admin was not built. */
export const readAdminAssets = async (distFolder: string): Promise<AdminAssets> => {
  const path = join(distFolder, '.vite/manifest.json');
  try {
    const assets = assetsIn(manifestSchema.parse(JSON.parse(await readFile(path, 'utf8'))));
    if (assets) return assets;
  } catch (cause) {
    throw new EncoreError('start_failed', {
      message: `the admin is not built: ${path} can't be read`,
      cause,
    });
  }
  throw new EncoreError('start_failed', { message: `the admin is not built: ${path} names no entry` });
};
