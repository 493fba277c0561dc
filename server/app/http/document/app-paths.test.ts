import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { appPaths } from './app-paths.ts';

const routesFile = join(import.meta.dirname, '../../../../web/src/app/routes.tsx');

describe('the paths of the app', () => {
  it("are the admin's own", () => {
    const routes = readFileSync(routesFile, 'utf8').matchAll(/path: '(\/[^']*)'/g);

    expect([...routes].map(([, path]) => path)).toEqual(appPaths);
  });
});
