/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { isTest, sourceFiles } from '../../../server/testing/architecture/source-files.ts';
import en from './en.json' with { type: 'json' };
import frame from './en-frame.json' with { type: 'json' };

/** Keys that are put together of more than what one template shows: where they begin. */
const putTogether = ['emails.layout.', 'emails.sizes.', 'home.attention.', 'timeline.type.'];

const keysIn = (part: object, path = ''): readonly string[] =>
  Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysIn(value, `${path}${key}.`) : [`${path}${key}`],
  );

const code = sourceFiles()
  .filter(({ path }) => path.startsWith('web/src/') && !isTest(path))
  .map(({ text }) => text)
  .join('\n');

const named = new Set([...code.matchAll(/['"`](\w[\w.-]*)['"`]/g)].map(([, name]) => name));

/** `home.${id}` may be any key right below `home`. */
const patterns = [
  ...new Set([...code.matchAll(/`(\w+\.(?:[\w.-]|\$\{[^`]*?\})*)`/g)].map(([, text = '']) => text)),
].map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll(/\$\{.*?\}/g, '[\\w-]+')}$`));

const isUsed = (key: string): boolean => {
  const base = key.replace(/_(?:one|other)$/, '');
  return (
    [key, base].some((name) => named.has(name) || patterns.some((pattern) => pattern.test(name))) ||
    putTogether.some((start) => key.startsWith(start))
  );
};

describe('the English words', () => {
  it('are all said somewhere', () => {
    const keys = [...keysIn(frame), ...keysIn(en)];

    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('that nobody says are found', () => {
    expect(['editor.neverSaid', 'home.neverSaid.title', 'form.save'].map(isUsed)).toEqual([
      false,
      false,
      true,
    ]);
  });
});
