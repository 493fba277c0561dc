import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawCode, foldCode } from './code-text.ts';
import { expiryOf, lastDayText, valueText } from './offer-words.ts';

const percent = { value: { kind: 'percentage', percent: 10 } } as const;
const amount = { value: { kind: 'amount', amount: '5' } } as const;
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('what an offer is worth', () => {
  it.each([
    [['en'], '10%', '€5.00'],
    [['de'], '10 %', '5,00 €'],
    [['pt_BR', 'en'], '10%', '€ 5,00'],
    [['not a locale', 'fr'], '10 %', '5,00 €'],
    [['', '###'], '10%', '€5.00'],
  ])('to %j: %s, %s', (locales, share, money) => {
    expect(plain(valueText(percent, { currency: 'EUR', locales }))).toBe(share);
    expect(plain(valueText(amount, { currency: 'EUR', locales }))).toBe(money);
  });

  it('is shown as it is in a currency nobody knows', () => {
    expect(valueText(amount, { currency: '??', locales: ['en'] })).toBe('5 ??');
  });
});

describe('the last day', () => {
  const now = new Date('2026-06-01T20:00:00Z');

  it.each([
    [{ zone: 'UTC', days: 7 }, '2026-06-09T00:00:00.000Z', '8 June 2026'],
    [{ zone: 'Europe/Berlin', days: 7 }, '2026-06-08T22:00:00.000Z', '8 June 2026'],
    [{ zone: 'Pacific/Auckland', days: 1 }, '2026-06-03T12:00:00.000Z', '3 June 2026'],
    [{ zone: 'America/New_York', days: 1 }, '2026-06-03T04:00:00.000Z', '2 June 2026'],
  ])('of %j ends at %s and is named %s', (of, at, named) => {
    const expiresAt = expiryOf(now, of);

    expect(expiresAt.toISOString()).toBe(at);
    expect(lastDayText(expiresAt, { locales: ['en-GB'], zone: of.zone })).toBe(named);
  });

  it('is written in the reader’s language', () => {
    expect(lastDayText(new Date('2026-06-08T22:00:00Z'), { locales: ['de'], zone: 'Europe/Berlin' })).toBe(
      '8. Juni 2026',
    );
  });

  it('never ends before the last of its days does, nor a day later', () => {
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
      'Pacific/Apia',
    );
    const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(at, zone, fc.integer({ min: 1, max: 90 }), (moment, where, days) => {
        const ms = expiryOf(moment, { days, zone: where }).getTime() - moment.getTime();

        expect(ms).toBeGreaterThan(days * 86_400_000 - 2 * 3_600_000);
        expect(ms).toBeLessThanOrEqual((days + 1) * 86_400_000 + 2 * 3_600_000);
      }),
    );
  });
});

describe('a code', () => {
  it('is nothing that is mistaken for something else, and hardly ever drawn twice', () => {
    const drawn = Array.from({ length: 2000 }, drawCode);

    expect(drawn.every((code) => /^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/.test(code))).toBe(true);
    expect(new Set(drawn).size).toBe(2000);
  });

  it('is the same however it is typed', () => {
    expect(foldCode(' k7qfm-2xw9p ')).toBe('K7QFM-2XW9P');
  });
});
