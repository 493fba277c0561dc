import type { FlowId } from '../../lib/brand.ts';

const dayMs = 86_400_000;

/** Days are those of UTC: a shop that moves to another zone counts nothing twice. */
export const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / dayMs) * dayMs);

export const daysAfter = (day: Date, count: number): Date => new Date(day.getTime() + count * dayMs);

/** The last `count` days, today's among them, oldest first. */
export const lastDays = (now: Date, count: number): readonly Date[] =>
  Array.from({ length: count }, (_day, index) => daysAfter(dayOf(now), index + 1 - count));

/** Of the mails that were decided on one day; each mail counts once in each, whenever it was opened. */
export interface MailCounts {
  readonly sent: number;
  readonly skipped: number;
  /** By a person: what Apple Mail and the like open by themselves is left out. */
  readonly opened: number;
  /** By a person: programs that follow every link are left out. */
  readonly clicked: number;
  readonly unsubscribed: number;
  readonly complained: number;
}

/** One step of one flow on one day. */
export interface Rollup extends MailCounts {
  readonly day: Date;
  readonly flow: FlowId;
  readonly step: string;
}

export const noMail: MailCounts = {
  sent: 0,
  skipped: 0,
  opened: 0,
  clicked: 0,
  unsubscribed: 0,
  complained: 0,
};

export const addUp = (counts: readonly MailCounts[]): MailCounts =>
  counts.reduce(
    (sum, one) => ({
      sent: sum.sent + one.sent,
      skipped: sum.skipped + one.skipped,
      opened: sum.opened + one.opened,
      clicked: sum.clicked + one.clicked,
      unsubscribed: sum.unsubscribed + one.unsubscribed,
      complained: sum.complained + one.complained,
    }),
    noMail,
  );

/** How many left on each of these days. */
export const sentByDay = (rollups: readonly Rollup[], days: readonly Date[]): readonly number[] => {
  const sent = new Map<number, number>();
  for (const { day, sent: more } of rollups) sent.set(day.getTime(), (sent.get(day.getTime()) ?? 0) + more);
  return days.map((day) => sent.get(day.getTime()) ?? 0);
};
