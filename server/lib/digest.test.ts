import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketOf, digest, randomToken } from './digest.ts';

describe('digest', () => {
  it('is one and the same for the same parts, and short', () => {
    expect(digest('shop', 'order.placed', '1')).toBe(digest('shop', 'order.placed', '1'));
    expect(digest('shop')).toMatch(/^[\w-]{27}$/);
  });

  it('tells apart where one part ends and the next begins', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (left, right) => {
        expect(digest(left, right)).not.toBe(digest(left + right));
        expect(digest(left, right)).not.toBe(digest('', left + right));
      }),
    );
  });
});

describe('bucketOf', () => {
  it('always puts one value into one bucket, within the range', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 100 }), (value, buckets) => {
        const bucket = bucketOf(value, buckets);

        expect(bucket).toBe(bucketOf(value, buckets));
        expect(bucket).toBeGreaterThanOrEqual(0);
        expect(bucket).toBeLessThan(buckets);
      }),
    );
  });

  it('spreads people evenly enough', () => {
    const counts = Array.from({ length: 8 }, () => 0);
    for (let person = 0; person < 8000; person += 1) {
      const bucket = bucketOf(`contact ${person}`, 8);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }

    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });
});

describe('randomToken', () => {
  it('never comes twice', () => {
    const tokens = Array.from({ length: 1000 }, () => randomToken());

    expect(new Set(tokens).size).toBe(1000);
  });
});
