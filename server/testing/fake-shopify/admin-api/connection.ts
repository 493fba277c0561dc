import { EncoreError } from '../../../lib/errors.ts';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
  readonly query?: string | null | undefined;
  readonly reverse?: boolean | undefined;
}

/** What the executor knows of the request: a bulk operation reads every page. */
export interface AdminContext {
  readonly bulk: boolean;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const cursorOf = (index: number): string => Buffer.from(`at:${index}`).toString('base64url');
const indexOf = (cursor: string): number => Number(Buffer.from(cursor, 'base64url').toString().slice(3));

const bounds = (count: number, page: PageArguments, bulk: boolean): readonly [number, number] => {
  if (bulk) return [0, count];
  const from = page.after ? indexOf(page.after) + 1 : 0;
  const to = page.before ? indexOf(page.before) : count;
  if (page.first && page.first <= 250) return [from, Math.min(to, from + page.first)];
  if (page.last && page.last <= 250) return [Math.max(from, to - page.last), to];
  throw new EncoreError('request_invalid', { message: 'you must provide one of first or last, at most 250' });
};

/** Cursor pages as the Admin API makes them; `items` in their sort order. */
export const connectionOf = <Item, Node>(
  items: readonly Item[],
  view: (item: Item) => Node,
  request: { readonly page: PageArguments; readonly context: AdminContext },
): Connection<Node> => {
  const ordered = request.page.reverse === true ? items.toReversed() : items;
  const [from, to] = bounds(ordered.length, request.page, request.context.bulk);
  const edges = ordered
    .slice(from, to)
    .map((item, index) => ({ cursor: cursorOf(from + index), node: view(item) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: to < ordered.length,
      hasPreviousPage: from > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};
