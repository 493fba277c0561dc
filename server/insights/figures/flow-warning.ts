import type { MailCounts } from './rollup.ts';

export type FlowWarning = 'complaints' | 'unsubscribes';

/** Shares of what was sent. Complaints: what Gmail and Yahoo ask for. Unsubscribes: one in a hundred of one flow’s mails. */
export const warnAt = { complaints: 0.001, unsubscribes: 0.01 } as const;

/** One of a handful says nothing. */
const fewest = { complaints: 2, unsubscribes: 3 } as const;

const isOver = (part: number, sent: number, warning: FlowWarning): boolean =>
  part >= fewest[warning] && part >= sent * warnAt[warning];

/** The graver one first. */
export const warningOf = ({
  sent,
  unsubscribed,
  complained,
}: Pick<MailCounts, 'sent' | 'unsubscribed' | 'complained'>): FlowWarning | undefined => {
  if (isOver(complained, sent, 'complaints')) return 'complaints';
  return isOver(unsubscribed, sent, 'unsubscribes') ? 'unsubscribes' : undefined;
};
