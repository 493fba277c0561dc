import type { OfferLedgerView } from '../../../../server/mail/offers/offer.contract.ts';

type Line = OfferLedgerView['lines'][number];
type Cost = Line['costs'][number];

export interface OfferTotals {
  readonly given: number;
  readonly live: number;
  readonly redeemed: number;
  /** Their day went by unused, or they were taken back. */
  readonly expired: number;
  readonly orders: number;
  readonly costs: readonly Cost[];
}

/** Whole cents: sums of decimals as they are written, never of floats. */
const cents = (amount: string): number => {
  const [whole = '0', part = ''] = amount.split('.');
  return Number(`${whole}${part.padEnd(2, '0').slice(0, 2)}`);
};

const sumOf = (amounts: readonly string[]): string => {
  const sum = amounts.reduce((total, amount) => total + cents(amount), 0);
  return `${Math.trunc(sum / 100)}.${String(sum % 100).padStart(2, '0')}`;
};

export const expiredIn = ({ given, live, redeemed }: Pick<Line, 'given' | 'live' | 'redeemed'>): number =>
  Math.max(0, given - live - redeemed);

/** What became of the codes of one offer, over all flows. */
export const totalsOf = (lines: readonly Line[], offer: string): OfferTotals => {
  const own = lines.filter((line) => line.offer === offer);
  const sum = (pick: (line: Line) => number): number => own.reduce((total, line) => total + pick(line), 0);
  const costs = own.flatMap((line) => line.costs);
  const currencies = [...new Set(costs.map(({ currency }) => currency))].toSorted();
  return {
    given: sum(({ given }) => given),
    live: sum(({ live }) => live),
    redeemed: sum(({ redeemed }) => redeemed),
    expired: sum(expiredIn),
    orders: sum(({ orders }) => orders),
    costs: currencies.map((currency) => {
      const of = costs.filter((cost) => cost.currency === currency);
      return {
        currency,
        amount: sumOf(of.map(({ amount }) => amount)),
        net: sumOf(of.map(({ net }) => net)),
      };
    }),
  };
};
