import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TFunction } from 'i18next';
import { pageWords } from '../i18n/page-words.ts';
import { startI18n } from '../i18n/start-i18n.ts';
import { formatDuration } from './duration.ts';
import { formatMoney } from './money.ts';
import { formatDay, formatMoment } from './moment.ts';

let t: TFunction;

beforeAll(async () => {
  ({ t } = await startI18n());
  await pageWords();
});

const at = (iso: string, zone = 'UTC'): string =>
  formatMoment(iso, { now: Date.parse('2026-06-10T10:00:00Z'), zone, language: 'en', t }).replaceAll(
    '\u202f',
    ' ',
  );

describe('formatDuration', () => {
  it.each([
    ['PT30M', '30 minutes'],
    ['PT1H', '1 hour'],
    ['P5M15D', '5 months and 15 days'],
    ['P1DT2H3M', '1 day, 2 hours, and 3 minutes'],
    ['PT0S', 'no time'],
    ['soon', 'soon'],
  ])('says %s as %s', (iso, words) => {
    expect(formatDuration(iso, t, 'en')).toBe(words);
  });
});

describe('formatMoment', () => {
  it.each([
    ['2026-06-10T09:59:40Z', 'Just now'],
    ['2026-06-10T09:59:00Z', '1 minute ago'],
    ['2026-06-10T09:47:00Z', '13 minutes ago'],
    ['2026-06-10T08:30:00Z', 'Today at 8:30 AM'],
    ['2026-06-10T18:00:00Z', 'Today at 6:00 PM'],
    ['2026-06-09T08:30:00Z', 'Yesterday at 8:30 AM'],
    ['2026-06-11T08:30:00Z', 'Tomorrow at 8:30 AM'],
    ['2026-06-05T08:30:00Z', 'Friday at 8:30 AM'],
    ['2026-05-14T08:30:00Z', 'May 14 at 8:30 AM'],
    ['2025-05-14T08:30:00Z', 'May 14, 2025'],
  ])('says %s as %s', (iso, words) => {
    expect(at(iso)).toBe(words);
  });

  it("reckons days in the shop's zone", () => {
    expect(at('2026-06-09T22:30:00Z', 'Europe/Berlin')).toBe('Today at 12:30 AM');
  });
});

describe('formatDay', () => {
  it.each([
    ['2026-06-10T08:30:00Z', 'Today'],
    ['2026-06-09T08:30:00Z', 'Yesterday'],
    ['2026-06-05T08:30:00Z', 'Friday'],
    ['2026-05-14T08:30:00Z', 'May 14'],
    ['2025-05-14T08:30:00Z', 'May 14, 2025'],
  ])('heads what happened at %s with %s', (iso, words) => {
    const now = Date.parse('2026-06-10T10:00:00Z');

    expect(formatDay(iso, { now, zone: 'UTC', language: 'en', t })).toBe(words);
  });
});

describe('formatMoney', () => {
  it.each([
    ['12.5', 'EUR', '€12.50'],
    ['1200', 'JPY', '¥1,200'],
    ['3', 'points', '3 points'],
  ])('says %s %s as %s', (amount, currency, words) => {
    expect(formatMoney(amount, currency, 'en')).toBe(words);
  });
});
