import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../catalogue/catalogue.ts';
import { drawnFolder } from './drawn-folder.ts';

const files = readdirSync(drawnFolder);

describe('the pictures in mails of the demo', () => {
  it('are there for every product, and for none that is gone', () => {
    expect(files.toSorted()).toEqual(catalogue.map(({ handle }) => `${handle}.jpg`).toSorted());
  });

  it.each(files)('%s is a JPEG and small enough for a mail', (file) => {
    const path = join(drawnFolder, file);

    expect([...readFileSync(path).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(statSync(path).size).toBeLessThan(40_000);
  });
});
