import { describe, expect, it } from '@jest/globals';
import { createStride } from './stride.ts';

describe('a stride', () => {
  it('begins with the whole sub-group', () => {
    expect(createStride(100).size()).toBe(100);
  });

  it('gets shorter down to one mail, and says when it cannot get shorter', () => {
    const stride = createStride(100);

    const sizes = [1, 2, 3, 4].map(() => {
      stride.shorten();
      return stride.size();
    });

    expect(sizes).toEqual([25, 7, 2, 1]);
    expect(stride.shorten()).toBe(false);
  });

  it('gets longer again up to the whole sub-group', () => {
    const stride = createStride(100);
    stride.shorten();

    stride.lengthen();
    const once = stride.size();
    stride.lengthen();
    stride.lengthen();

    expect([once, stride.size()]).toEqual([50, 100]);
  });
});
