export interface Dated {
  readonly createdAt: string;
  readonly updatedAt: string;
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '': (left, right) => left === right,
};

const term = /(created_at|updated_at|processed_at):(>=|<=|>|<|)'?([^'\s]+)'?/g;

/** The part of Shopify's search syntax that back-fill and reconciliation use: comparisons of times, all of which must hold. */
export const matchesSearch = (search: string | null | undefined, item: Dated): boolean =>
  [...(search ?? '').matchAll(term)].every(([, field = '', operator = '', value = '']) => {
    const compare = comparisons[operator];
    const own = field === 'updated_at' ? item.updatedAt : item.createdAt;
    return compare !== undefined && compare(Date.parse(own), Date.parse(value));
  });
