import type { DeliverabilityFinding } from './deliverability.contract.ts';

/** Of the mails of some days. */
export interface MailRates {
  readonly delivered: number;
  readonly complained: number;
  readonly bounced: number;
}

/** Below so many mails one complaint says nothing. */
const enough = 200;

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;

interface Limits {
  readonly key: 'complaints' | 'bounces';
  readonly what: string;
  readonly warnAt: number;
  readonly failAt: number;
  readonly todo: string;
}

/** Gmail's and Yahoo's: complaints under 0.1 %, never 0.3 %. Bounces have no published limit; providers close accounts at 5 %. */
const complaints: Limits = {
  key: 'complaints',
  what: 'were reported as spam',
  warnAt: 0.001,
  failAt: 0.003,
  todo: 'Mail only those who asked for it, and less often; look at which flow they came from.',
};
const bounces: Limits = {
  key: 'bounces',
  what: 'came back',
  warnAt: 0.02,
  failAt: 0.05,
  todo: 'Look at where these addresses come from; confirm new ones before you mail them.',
};

const judge = (limits: Limits, part: number, whole: number): DeliverabilityFinding => {
  const { key, what, warnAt, failAt, todo } = limits;
  const says = `Of ${whole} mails in 30 days, ${part} ${what} (${percent(part, whole)}).`;
  const rate = part / Math.max(1, whole);
  if (whole < enough || rate < warnAt) return { key, level: 'ok', says, todo: null };
  return { key, level: rate < failAt ? 'warn' : 'fail', says, todo };
};

export const findingsOfRates = ({
  delivered,
  complained,
  bounced,
}: MailRates): readonly DeliverabilityFinding[] => [
  judge(complaints, complained, delivered),
  judge(bounces, bounced, delivered + bounced),
];
