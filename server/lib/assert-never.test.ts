import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { assertNever } from './assert-never.ts';

describe('assertNever', () => {
  it('names what nobody expected', () => {
    const surprise = z.custom<never>().parse({ kind: 'new' });

    expect(() => assertNever(surprise)).toThrow('unexpected value: {"kind":"new"}');
  });
});
