import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../testing/temp-folder.ts';
import { checkWheel } from './wheel-mongod.ts';

const folder = tempFolder();
const wheel = join(folder.path, 'some.whl');
writeFileSync(wheel, 'content');
afterAll(() => {
  folder.remove();
});

describe('checkWheel', () => {
  it('accepts the pinned bytes', async () => {
    const pinned = createHash('sha256').update('content').digest('hex');

    await expect(checkWheel(wheel, pinned)).resolves.toBeUndefined();
  });

  it('refuses any other bytes and names both digests', async () => {
    await expect(checkWheel(wheel)).rejects.toThrow(/has the sha256 ed7002b4.*, not f07a739c/);
  });
});
