import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createSecretBox } from './secret-box.ts';

const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const place = ['lumen.myshopify.com', 'access'];

describe('createSecretBox', () => {
  it('opens what it sealed, never the same text twice', () => {
    const box = createSecretBox([oldKey]);

    const sealed = [box.seal('shpat_1', place), box.seal('shpat_1', place)];

    expect(sealed.map((text) => box.open(text, place))).toEqual(['shpat_1', 'shpat_1']);
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed[0]).not.toContain('shpat');
  });

  it('opens nothing in another place', () => {
    const box = createSecretBox([oldKey]);
    const sealed = box.seal('shpat_1', place);

    for (const other of [['umbra.myshopify.com', 'access'], ['lumen.myshopify.com', 'refresh'], []])
      expect(() => box.open(sealed, other)).toThrow(expect.objectContaining({ code: 'internal_error' }));
  });

  it('opens nothing that was touched', () => {
    const box = createSecretBox([oldKey]);
    const sealed = box.seal('shpat_1', place);
    const last = sealed.at(-1) === 'A' ? 'B' : 'A';

    for (const touched of [`${sealed.slice(0, -1)}${last}`, sealed.slice(0, 20), '', 'x.y'])
      expect(() => box.open(touched, place)).toThrow(expect.objectContaining({ code: 'internal_error' }));
  });

  it('opens with an older key and seals with the new one', () => {
    const sealed = createSecretBox([oldKey]).seal('shpat_1', place);
    const rotating = createSecretBox([newKey, oldKey]);

    const resealed = rotating.seal(rotating.open(sealed, place), place);

    expect(createSecretBox([newKey]).open(resealed, place)).toBe('shpat_1');
    expect(() => createSecretBox([newKey]).open(sealed, place)).toThrow('key');
  });
});
