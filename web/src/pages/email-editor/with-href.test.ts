import { describe, expect, it } from '@jest/globals';
import { withHref } from './with-href.ts';

const button = { kind: 'button', words: 'Back to my cart' } as const;
const image = { kind: 'image', url: 'https://lumen.example/a.png', alt: '' } as const;

describe('where a block leads', () => {
  it.each([button, image])('is written into it: %j', (block) => {
    expect(withHref(block, 'https://lumen.example')).toEqual({ ...block, href: 'https://lumen.example' });
  });

  it.each([button, image])('is no field at all once it is emptied: %j', (block) => {
    const emptied = withHref({ ...block, href: 'https://lumen.example' }, '');

    expect(Object.keys(emptied)).toEqual(Object.keys(block));
  });
});
