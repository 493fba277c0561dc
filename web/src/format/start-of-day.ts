const partsIn = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
const aheadOf = (ms: number, zone: string): number => {
  const parts = Object.fromEntries(
    partsIn(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
};

const dayMs = 86_400_000;

/** The day `days` later, as `2026-06-01`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Which day a moment belongs to in a zone. */
export const dayIn = (ms: number, zone: string): string =>
  new Date(ms + aheadOf(ms, zone)).toISOString().slice(0, 10);

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/**
 * The first moment of a day (`2026-06-01`) in a zone. Twice, because the zone's clocks may go back or forth in between; where
 * they skip midnight itself, the day begins an hour later.
 */
export const startOfDay = (day: string, zone: string): Date => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const first = midnight - aheadOf(midnight, zone);
  const second = midnight - aheadOf(first, zone);
  const found = dayIn(second, zone) === day ? second : first;
  return new Date(found);
};
