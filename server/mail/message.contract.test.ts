import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { messageStatusSchema } from './message.contract.ts';
import { skipReasons } from './message.ts';

const folder = join(import.meta.dirname, '../../web/src/locales');
const words = z
  .object({
    reason: z.record(z.string(), z.string()),
    messages: z.object({
      statusName: z.record(z.string(), z.string()),
      sentence: z.record(z.string(), z.string()),
    }),
  })
  .parse(JSON.parse(readFileSync(join(folder, 'en.json'), 'utf8')));

describe('the words of the admin', () => {
  it.each(skipReasons)('say why a message was skipped: %s', (reason) => {
    expect(words.reason[reason]).toMatch(/^[A-Z].*\.$/);
  });

  it.each(messageStatusSchema.options)('name and explain the status %s', (status) => {
    expect(words.messages.statusName[status]).toBeDefined();
    expect(words.messages.sentence[status]).toBeDefined();
  });
});
