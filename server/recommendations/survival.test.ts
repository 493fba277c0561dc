import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { curveOf } from './product-curves.ts';
import {
  at,
  createWaitCounts,
  greenwood,
  gridBins,
  gridPosition,
  gridRatio,
  hazardOf,
  positionOf,
  raise,
  survivalAt,
  survivalOf,
} from './survival.ts';

interface Wait {
  readonly bin: number;
  readonly isEnded: boolean;
}

const count = (waits: readonly Wait[], bins: number) => {
  const counts = createWaitCounts(bins);
  for (const { bin, isEnded } of waits) raise(isEnded ? counts.ended : counts.censored, bin, 1);
  return counts;
};

/** The product-limit estimator as the paper writes it, wait by wait. */
const textbook = (waits: readonly Wait[], bins: number): readonly number[] =>
  Array.from({ length: bins }, (_, bin) =>
    [...new Set(waits.filter((wait) => wait.isEnded && wait.bin <= bin).map((wait) => wait.bin))].reduce(
      (left, time) => {
        const risk = waits.filter((wait) => wait.bin >= time).length;
        const ended = waits.filter((wait) => wait.isEnded && wait.bin === time).length;
        return left * (1 - ended / risk);
      },
      1,
    ),
  );

const waitsIn = (bins: number) =>
  fc.array(fc.record({ bin: fc.integer({ min: 0, max: bins - 1 }), isEnded: fc.boolean() }), {
    maxLength: 60,
  });

describe('the product-limit estimator', () => {
  it('is the textbook one', () => {
    fc.assert(
      fc.property(waitsIn(20), (waits) => {
        const survival = survivalOf(hazardOf(count(waits, 20)));
        textbook(waits, 20).forEach((expected, bin) => expect(at(survival, bin)).toBeCloseTo(expected, 10));
      }),
    );
  });

  it('never rises, and stays between nobody and everybody', () => {
    fc.assert(
      fc.property(waitsIn(30), (waits) => {
        const survival = [...survivalOf(hazardOf(count(waits, 30)))];
        survival.forEach((share, bin) => {
          expect(share).toBeLessThanOrEqual(survival[bin - 1] ?? 1);
          expect(share).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  it('is the share of waits that went on where none is censored', () => {
    const survival = survivalOf(
      hazardOf(
        count(
          [0, 1, 1, 3].map((bin) => ({ bin, isEnded: true })),
          4,
        ),
      ),
    );

    expect([...survival].map((share) => Number(share.toFixed(6)))).toEqual([0.75, 0.25, 0.25, 0]);
  });

  it('does not take a wait that goes on for one that ended, nor for one that never will', () => {
    const ended = [2, 2].map((bin) => ({ bin, isEnded: true }));
    const open = [0, 0].map((bin) => ({ bin, isEnded: false }));

    expect(at(survivalOf(hazardOf(count([...ended, ...open], 4))), 3)).toBe(0);
    expect(at(survivalOf(hazardOf(count([...ended, { bin: 3, isEnded: false }], 4))), 3)).toBeCloseTo(1 / 3);
  });

  it('is the prior where nothing was seen, and forgets it where much was', () => {
    const prior = { hazard: Float64Array.from([0.1, 0.2, 0.3]), weight: 10 };
    const much = createWaitCounts(3);
    much.ended[1] = 50_000;
    much.censored[2] = 50_000;

    expect([...hazardOf(createWaitCounts(3), prior)].map((h) => Number(h.toFixed(9)))).toEqual([
      0.1, 0.2, 0.3,
    ]);
    expect(at(hazardOf(much, prior), 1)).toBeCloseTo(0.5, 3);
  });

  it('is surer with more waits', () => {
    const variance = (times: number) => {
      const counts = createWaitCounts(2);
      counts.ended[0] = times;
      counts.censored[1] = times;
      return at(greenwood(counts), 0);
    };

    expect(variance(10)).toBeCloseTo(0.05);
    expect(variance(1000)).toBeCloseTo(0.0005);
  });
});

describe('the grid', () => {
  it('gives back the wait that it was asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (ratio) => {
        expect(gridRatio(gridPosition(ratio)) / ratio).toBeCloseTo(1, 9);
      }),
    );
  });

  it('keeps what is beyond it at its ends', () => {
    expect(gridPosition(0)).toBe(0);
    expect(gridPosition(1e9)).toBeLessThan(gridBins);
    expect(Math.floor(gridPosition(1e9))).toBe(gridBins - 1);
  });

  it('finds the position at which a share is still waiting', () => {
    fc.assert(
      fc.property(waitsIn(gridBins), fc.double({ min: 0, max: 1, noNaN: true }), (waits, part) => {
        const survival = survivalOf(hazardOf(count(waits, gridBins)));
        const end = at(survival, gridBins - 1);
        const share = 1 - part * (1 - end);
        if (share >= 1) return;
        expect(survivalAt(survival, Math.min(gridBins - 1e-9, positionOf(survival, share)))).toBeCloseTo(
          share,
          6,
        );
      }),
    );
  });

  it('is at its end where so few never are left', () => {
    expect(positionOf(new Float64Array(gridBins).fill(0.5), 0.4)).toBe(gridBins);
    expect(positionOf(new Float64Array(gridBins).fill(0.5), 0.7, 20)).toBeGreaterThanOrEqual(20);
  });
});

describe("a product's curve", () => {
  it('rises within its band, in days', () => {
    fc.assert(
      fc.property(waitsIn(gridBins), (waits) => {
        const points = curveOf(count(waits, gridBins), 30);
        points.forEach(({ days, share, low, high }, index) => {
          expect(days).toBeGreaterThanOrEqual(points[index - 1]?.days ?? 0);
          expect(share).toBeGreaterThanOrEqual(points[index - 1]?.share ?? 0);
          expect(low - 1e-9).toBeLessThanOrEqual(share);
          expect(high + 1e-9).toBeGreaterThanOrEqual(share);
          expect(high).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('is empty of claims where nobody bought', () => {
    expect(curveOf(createWaitCounts(gridBins), 30)).toEqual([{ days: 0, share: 0, low: 0, high: 0 }]);
  });
});
