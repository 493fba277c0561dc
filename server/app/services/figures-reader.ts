import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { warningOf } from '../../insights/figures/flow-warning.ts';
import type { FlowWarning } from '../../insights/figures/flow-warning.ts';
import { addMoney, figureDays, readFigures } from '../../insights/figures/read-figures.ts';
import type { FigureDeps, FlowFigures } from '../../insights/figures/read-figures.ts';
import { addUp, lastDays } from '../../insights/figures/rollup.ts';
import type { MailCounts } from '../../insights/figures/rollup.ts';
import type { ReturningMonth } from '../../insights/returning/returning.ts';
import type { ReturningRows } from '../../insights/returning/returning.repository.ts';
import type { Shop } from '../../shop/shop.ts';

export interface Earned {
  readonly orders: number;
  readonly revenue: string;
}

/** `opened` is undefined where nobody tells of opens. */
export type ShownCounts = Omit<MailCounts, 'opened'> & Earned & { readonly opened: number | undefined };

export type ShownFlow = ShownCounts & {
  readonly id: FlowId;
  readonly title: string;
  readonly warning: FlowWarning | undefined;
};

export interface ShopFigures {
  readonly days: number;
  readonly from: Date;
  readonly currency: string;
  readonly totals: ShownCounts;
  readonly flows: readonly ShownFlow[];
}

export interface FiguresReader {
  read(shop: ShopId): Promise<ShopFigures>;
  ofFlows(shop: ShopId, flows: readonly FlowId[]): Promise<readonly FlowFigures[]>;
  returning(
    shop: ShopId,
  ): Promise<{ readonly months: readonly ReturningMonth[]; readonly countedAt: Date | undefined }>;
}

export interface FiguresReaderDeps extends FigureDeps {
  readonly returning: Pick<ReturningRows, 'find'>;
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
  readonly flows: { list(shop: ShopId): Promise<readonly { readonly id: FlowId; readonly title: string }[]> };
  /** Whether whatever mail leaves through tells who opened it. */
  readonly opensAreTold: boolean;
  readonly clock: Clock;
}

const mostFlows = 50;

const cents = ({ revenue }: Earned): number => Number(revenue);

export const createFiguresReader = (deps: FiguresReaderDeps): FiguresReader => {
  const { clock, shops, opensAreTold } = deps;
  const shown = ({ opened, ...counts }: MailCounts & Earned): ShownCounts => ({
    ...counts,
    opened: opensAreTold || opened > 0 ? opened : undefined,
  });
  const currencyOf = async (shop: ShopId): Promise<string> => {
    const found = await shops.find(shop);
    if (found === undefined) throw new EncoreError('shop_not_installed');
    return found.currency;
  };
  const sumOf = (flows: readonly FlowFigures[]): ShownCounts =>
    shown({
      ...addUp(flows),
      orders: flows.reduce((sum, { orders }) => sum + orders, 0),
      revenue: addMoney(flows.map(({ revenue }) => revenue)),
    });
  const rowOf = ({ flow, sentByDay: _sent, ...counts }: FlowFigures, title: string): ShownFlow => ({
    ...shown(counts),
    id: flow,
    title,
    warning: warningOf(counts),
  });
  return {
    read: async (shop) => {
      const now = clock.now();
      const currency = await currencyOf(shop);
      const [flows, known] = await Promise.all([
        readFigures(deps, shop, { now, currency }),
        deps.flows.list(shop),
      ]);
      const titles = new Map(known.map(({ id, title }) => [id, title]));
      const order = flows.toSorted((a, b) => cents(b) - cents(a) || b.sent - a.sent || b.skipped - a.skipped);
      return {
        days: figureDays,
        from: lastDays(now, figureDays)[0] ?? now,
        currency,
        totals: sumOf(flows),
        flows: order.slice(0, mostFlows).map((row) => rowOf(row, titles.get(row.flow) ?? row.flow)),
      };
    },
    ofFlows: async (shop, flows) => {
      if (flows.length === 0) return [];
      return readFigures(deps, shop, { now: clock.now(), currency: await currencyOf(shop), flows });
    },
    returning: async (shop) => {
      const found = await deps.returning.find(shop);
      return { months: found?.months ?? [], countedAt: found?.countedAt };
    },
  };
};
