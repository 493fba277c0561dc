import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder {
  readonly path: string;
  remove(): void;
}

/** A folder of a test's own; remove it in `afterEach` or `afterAll`. */
export const tempFolder = (): TempFolder => {
  const path = mkdtempSync(join(tmpdir(), 'encore-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
};
