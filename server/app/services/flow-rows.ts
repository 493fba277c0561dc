import type { EnrollmentCounts } from '../../engine/enrollment-counts.repository.ts';
import { versionKey } from '../../engine/ports.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { Flow, FlowStatus } from '../../flows/flow.ts';
import type { FlowKind } from '../../flows/flow-kind.ts';
import type { FlowRuntime } from '../../flows/reactor-deps.ts';
import type { FlowListViewName } from '../../insights/figures/flow-rows.contract.ts';
import type { FlowFigures } from '../../insights/figures/read-figures.ts';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Shop } from '../../shop/shop.ts';

export interface FlowSearch {
  readonly view: FlowListViewName;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface FlowRow {
  readonly flow: Flow;
  readonly summary: string;
  /** Undefined where it can't be read any more. */
  readonly program: FlowProgram | undefined;
  readonly waiting: number;
  readonly figures: FlowFigures;
}

export interface FlowRowPage {
  readonly rows: readonly FlowRow[];
  readonly currency: string;
  readonly next: string | undefined;
}

export interface ShownPreset {
  readonly preset: FlowKind['preset'];
  readonly started: FlowId | undefined;
  readonly live: boolean;
}

export interface FlowRows {
  /** In the order in which merchants see their kinds: a row stays where it is when it is switched. Throws `request_invalid` for a cursor it did not make. */
  page(shop: ShopId, search: FlowSearch): Promise<FlowRowPage>;
  /** Every flow that comes with Encore, in the order in which merchants see them. */
  presets(shop: ShopId): Promise<readonly ShownPreset[]>;
}

export interface FlowRowsDeps {
  readonly runtime: Pick<FlowRuntime, 'flows' | 'kinds' | 'programs'>;
  readonly counts: Pick<EnrollmentCounts, 'waitingIn'>;
  readonly figures: (shop: ShopId, flows: readonly FlowId[]) => Promise<readonly FlowFigures[]>;
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
}

/** Above it a screen says so instead of counting on. */
export const mostWaiting = 10_001;

const off = new Set<FlowStatus>(['draft', 'paused', 'finishing']);

const isIn = (view: FlowListViewName, status: FlowStatus): boolean => {
  switch (view) {
    case 'all':
      return status !== 'archived';
    case 'off':
      return off.has(status);
    case 'live':
    case 'archived':
      return status === view;
  }
};

const pageOf = (flows: readonly Flow[], { cursor, limit }: FlowSearch): readonly Flow[] => {
  const at = cursor === undefined ? -1 : flows.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && at === -1)
    throw new EncoreError('request_invalid', { fields: { cursor: 'expected one that a page before gave' } });
  return flows.slice(at + 1, at + 2 + limit);
};

export const createFlowRows = ({ runtime, counts, figures, shops }: FlowRowsDeps): FlowRows => {
  const { flows, kinds, programs } = runtime;
  const order = [...kinds.keys()];
  const rank = ({ kind }: Flow): number => order.indexOf(kind);
  const rowsOf = async (shop: ShopId, page: readonly Flow[]): Promise<readonly FlowRow[]> => {
    const ids = page.map(({ id }) => id);
    const [loaded, waiting, known] = await Promise.all([
      programs.load(page.map(({ id, version }) => ({ shop, flow: id, version }))),
      counts.waitingIn(shop, ids, mostWaiting),
      figures(shop, ids),
    ]);
    const byFlow = new Map(known.map((one) => [one.flow, one]));
    return page.flatMap((flow) => {
      const { id, version, kind } = flow;
      const own = byFlow.get(id);
      const program = loaded.get(versionKey({ shop, flow: id, version }));
      const summary = kinds.get(kind)?.preset.summary ?? '';
      return own === undefined
        ? []
        : [{ flow, summary, program, waiting: waiting.get(id) ?? 0, figures: own }];
    });
  };
  return {
    page: async (id, search) => {
      const shop = await shops.find(id);
      if (shop === undefined) throw new EncoreError('shop_not_installed');
      const words = search.search?.toLowerCase() ?? '';
      const found = (await flows.list(id))
        .filter(({ status, title }) => isIn(search.view, status) && title.toLowerCase().includes(words))
        .toSorted((one, other) => rank(one) - rank(other));
      const page = pageOf(found, search);
      const shown = page.slice(0, search.limit);
      return {
        rows: await rowsOf(id, shown),
        currency: shop.currency,
        next: page.length > search.limit ? shown.at(-1)?.id : undefined,
      };
    },
    presets: async (shop) => {
      const byKind = Map.groupBy(await flows.list(shop), ({ kind }) => kind);
      return [...kinds.values()].map(({ key, preset }) => {
        const own = byKind.get(key) ?? [];
        const started = own.find(({ status }) => status === 'draft' || status === 'paused')?.id;
        return { preset, started, live: own.some(({ status }) => status === 'live') };
      });
    },
  };
};
