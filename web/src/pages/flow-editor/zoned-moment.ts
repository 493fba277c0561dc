/** How far a zone is ahead of UTC at a moment, in milliseconds. */
const aheadAt = (at: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(at / 1000) * 1000;
};

/**
 * The moment at which clocks in a zone show a local time such as `2026-03-27T17:10`; undefined for what is none. A time that
 * the clocks skip is the moment as far behind the gap, one that comes twice is the first of the two.
 */
export const momentIn = (local: string, zone: string): Date | undefined => {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return undefined;
  const dayMs = 24 * 3600 * 1000;
  const [before, after] = [aheadAt(wall - dayMs, zone), aheadAt(wall + dayMs, zone)];
  // Ahead by more is the earlier moment; one that the zone doesn't have then is not shown by its clocks.
  const fits = [before, after].map((ahead) => wall - ahead).filter((at) => at + aheadAt(at, zone) === wall);
  return new Date(fits.length === 0 ? wall - before : Math.min(...fits));
};

/** What clocks in a zone show at a moment, as a field for local times takes it: `2026-03-27T17:10`. */
export const localIn = (iso: string, zone: string): string => {
  const at = Date.parse(iso);
  return new Date(at + aheadAt(at, zone)).toISOString().slice(0, 16);
};
