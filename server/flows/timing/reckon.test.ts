import { describe, expect, it } from '@jest/globals';
import { aModel, aRhythm } from '../../testing/flows/timing-builders.ts';
import type { MerchantTiming } from './product-timing.ts';
import { isNeededAgain, reckon } from './reckon.ts';
import type { Bought } from './reckon.ts';

const placedAt = new Date('2026-03-02T10:00:00Z');
const daysLater = (days: number): Date => new Date(placedAt.getTime() + days * 86_400_000);

const bought = (changes: Partial<Bought> = {}): Bought => ({
  quantity: 1,
  placedAt,
  flow: { interval: 'P5M15D', learns: true },
  timing: { productId: 'soap', model: aModel('soap') },
  rhythm: aRhythm(),
  dueAt: daysLater(60),
  ...changes,
});

const said = (merchant: MerchantTiming) => ({ productId: 'soap', model: aModel('soap'), merchant });

describe('whose number it is', () => {
  it('is the shop’s own, a lead before the due date, where enough was learned', () => {
    expect(reckon(bought())).toEqual({
      interval: 'P48D',
      times: 1,
      numberOf: 'learned',
      again: 'P24D',
      evidence: { reorders: 30, customers: 50, confidence: 'high', dueDays: 60, leadDays: 12 },
    });
  });

  it('asks no sooner than after two thirds of the wait', () => {
    expect(reckon(bought({ dueAt: daysLater(9) }))).toMatchObject({ interval: 'P6D', again: 'P6D' });
  });

  it.each<[string, Partial<Bought>]>([
    ['nothing was learned of it', { timing: undefined, dueAt: undefined }],
    [
      'what was learned may be far off',
      { timing: { productId: 'soap', model: aModel('soap', { confidence: 'low' }) } },
    ],
    [
      'it is its type’s number',
      { timing: { productId: 'soap', model: aModel('soap', { source: 'type', confidence: 'low' }) } },
    ],
    ['no date could be told', { dueAt: undefined }],
    ['nothing was learned of the shop', { rhythm: undefined }],
    ['the flow does not ask for it', { flow: { interval: 'P5M15D', learns: false } }],
  ])('is the flow’s, openly, where %s', (_why, changes) => {
    const reckoned = reckon(bought({ quantity: 2, ...changes }));

    expect(reckoned).toMatchObject({ interval: 'P5M15D', times: 2, numberOf: 'merchant' });
    expect(reckoned.again).toBeUndefined();
    expect(reckoned.evidence['reorders']).toBeDefined();
  });

  it('is what the merchant says of the product, before everything else', () => {
    expect(reckon(bought({ quantity: 3, timing: said({ days: 21 }) }))).toMatchObject({
      interval: 'P21D',
      times: 3,
      numberOf: 'override',
    });
    expect(reckon(bought({ flow: { interval: 'P5M15D', ofProduct: 'P3M', learns: true } }))).toMatchObject({
      interval: 'P3M',
      numberOf: 'override',
    });
  });

  it.each([
    [0, 1],
    [1.9, 1],
    [3, 3],
    [40, 3],
  ])('multiplies what is no learned number: %s pieces are waited for %s times', (quantity, times) => {
    expect(reckon(bought({ quantity, timing: undefined })).times).toBe(times);
  });
});

describe('what is asked about', () => {
  const evidence = { ended: 0, begun: 50, openWeight: 40, logSum: 0, logSquares: 0 };
  const hardlyEver = { replenishable: false, score: 0.02, evidence };
  const soFar = { ...hardlyEver, evidence: { ...evidence, openWeight: 12 } };

  it('leaves out what hardly anybody buys again, once enough of them have had the time', () => {
    expect(isNeededAgain({ productId: 'mug', model: aModel('mug', hardlyEver) })).toBe(false);
    expect(isNeededAgain({ productId: 'mug', model: aModel('mug', soFar) })).toBe(true);
    expect(isNeededAgain(undefined)).toBe(true);
    expect(isNeededAgain({ productId: 'soap', model: aModel('soap') })).toBe(true);
  });

  it('is what the merchant says, whatever was learned', () => {
    expect(
      isNeededAgain({ productId: 'mug', model: aModel('mug', hardlyEver), merchant: { mail: 'always' } }),
    ).toBe(true);
    expect(isNeededAgain({ ...said({ mail: 'never' }) })).toBe(false);
  });
});
