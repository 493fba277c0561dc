import type { TFunction } from 'i18next';

const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;
const shape = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** ISO 8601 in words: `P5M15D` → "5 months and 15 days". What is no duration is shown as it is. */
export const formatDuration = (iso: string, t: TFunction, language: string): string => {
  const match = shape.exec(iso);
  if (!match) return iso;
  const parts = units.flatMap((unit, index) => {
    const count = Number(match[index + 1] ?? 0);
    return count === 0 ? [] : [t(`duration.${unit}`, { count })];
  });
  if (parts.length === 0) return t('duration.none');
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
};
