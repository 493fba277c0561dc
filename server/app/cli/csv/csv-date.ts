/** Shopify writes `2018-01-31 03:34:45 +0100`; ISO 8601 is the same with a T. No zone means UTC. */
const byYear =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;
/** What spreadsheets make of it: `1/31/2018 3:34`, `31.1.2018`, `31-1-2018`. */
const byHand = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*(AM|PM))?)?$/i;

const minuteMs = 60_000;

const offsetMs = (zone: string | undefined): number => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
};

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: readonly (string | undefined)[];
}

/** Undefined for days that no calendar has: 31 February. */
const timeOf = ({ year, month, day, time }: Parts): number | undefined => {
  const [hours = 0, minutes = 0, seconds = 0] = time.map((part) => Number(part ?? 0));
  const at = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  const date = new Date(at);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hours < 24 ? at : undefined;
};

const hours24 = (hours: string | undefined, half: string | undefined): string | undefined =>
  hours === undefined || half === undefined
    ? hours
    : String((Number(hours) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0));

/** Slashes are month/day/year unless the first can't be a month; dots and hyphens are day, month, year. */
const readByHand = (text: string): number | undefined => {
  const [, first, mark, second, year, hours, minutes, seconds, half] = byHand.exec(text) ?? [];
  if (first === undefined) return undefined;
  const dayFirst = mark !== '/' || Number(first) > 12;
  const [day, month] = dayFirst ? [Number(first), Number(second)] : [Number(second), Number(first)];
  return timeOf({ year: Number(year), month, day, time: [hours24(hours, half), minutes, seconds] });
};

/** Milliseconds since 1970, or undefined for what is no date. */
export const readCsvDate = (text: string): number | undefined => {
  const [, year, month, day, hours, minutes, seconds, zone] = byYear.exec(text) ?? [];
  if (year === undefined) return readByHand(text);
  const at = timeOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    time: [hours, minutes, seconds],
  });
  return at === undefined ? undefined : at - offsetMs(zone);
};
