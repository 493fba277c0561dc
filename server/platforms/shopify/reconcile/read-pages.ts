import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import type { AdminClient } from '../admin-client.ts';

const nodeSchema = z.looseObject({
  id: z.string(),
  updatedAt: z.string(),
  lineItems: z.object({ nodes: z.array(z.looseObject({})) }).optional(),
});
export type PolledNode = z.output<typeof nodeSchema>;

const pageSchema = z.object({
  nodes: z.array(nodeSchema),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});

export interface PageRequest {
  readonly query: string;
  /** The connection's name in the answer. */
  readonly field: string;
  readonly search: string;
  /** The cursor of a page that was read; the first page unless told. */
  readonly after?: string | undefined;
}

export interface PolledPage {
  readonly nodes: readonly PolledNode[];
  /** Where the page after it begins; undefined for the last. */
  readonly next: string | undefined;
}

/** Page after page of one connection; never more than one in memory. Throws what the client throws. */
export const readPages = async function* (
  admin: AdminClient,
  shop: ShopId,
  { query, field, search, after: from }: PageRequest,
): AsyncGenerator<PolledPage> {
  const schema = z.object({ [field]: pageSchema });
  let after: string | null = from ?? null;
  for (;;) {
    const answer: z.output<typeof schema> = await admin.request(shop, {
      query,
      variables: { search, after },
      schema,
    });
    const page = answer[field];
    if (page === undefined) return;
    const { hasNextPage, endCursor } = page.pageInfo;
    const next = hasNextPage ? (endCursor ?? undefined) : undefined;
    yield { nodes: page.nodes, next };
    if (next === undefined) return;
    after = next;
  }
};
