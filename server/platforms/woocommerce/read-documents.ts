import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import type { StoreFact } from '../../shop/facts.ts';
import type { RecordFacts } from '../../shop/record-facts.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { WooConnection } from './connections.system.repository.ts';
import { bodyDigest } from './interpret-webhook.ts';
import { customerHandler } from './webhooks/customers.ts';
import { orderHandler } from './webhooks/orders.ts';
import type { WooHandler } from './webhooks/payload.ts';
import { productHandler } from './webhooks/products.ts';
import type { WooClient } from './woo-client.ts';

export interface Reading {
  readonly connection: WooConnection;
  readonly client: WooClient;
  readonly since: Date;
  /** What happened before was looked at already; `since` is earlier, to be sure. */
  readonly countedFrom: Date;
  readonly heardAt: Date;
  /** `backfill` for a store's past: it begins nothing. */
  readonly source: 'backfill' | 'poll';
  readonly signal: AbortSignal | undefined;
}

export interface DocumentCounts {
  readonly read: number;
  /** Events that nobody had told of. */
  readonly found: number;
  /** Could not be understood; the rest goes on. */
  readonly broken: number;
}

export interface ReaderDeps {
  readonly record: RecordFacts;
  readonly react: (shop: ShopId, events: readonly StoreEvent[]) => Promise<void>;
  readonly logger: Logger;
}

type Kind = readonly [name: string, handler: WooHandler];

const kinds: readonly Kind[] = [
  ['products', productHandler],
  ['customers', customerHandler],
  ['orders', orderHandler],
];
const none: DocumentCounts = { read: 0, found: 0, broken: 0 };
const sumOf = (one: DocumentCounts, other: DocumentCounts): DocumentCounts => ({
  read: one.read + other.read,
  found: one.found + other.found,
  broken: one.broken + other.broken,
});
const documents = z.array(z.unknown());
const pageSize = 100;

const pathOf = (kind: string, page: number, since: Date): string => {
  const query = new URLSearchParams({
    per_page: String(pageSize),
    page: String(page),
    order: 'asc',
    orderby: 'id',
    // WooCommerce can't be asked which customers have changed: all are read.
    ...(kind === 'customers'
      ? { role: 'all' }
      : { modified_after: since.toISOString(), dates_are_gmt: 'true' }),
    ...(kind === 'orders' ? { status: 'any' } : {}),
  });
  return `/wc/v3/${kind}?${query.toString()}`;
};

/** Everything that changed since then, page by page, through the same way in as webhooks: what was heard already changes nothing. */
export const createDocumentReader = ({
  record,
  react,
  logger,
}: ReaderDeps): ((reading: Reading) => Promise<DocumentCounts>) => {
  const factsOf = (
    handler: WooHandler,
    document: unknown,
    heardAt: Date,
  ): readonly StoreFact[] | undefined => {
    try {
      const digest = bodyDigest(Buffer.from(JSON.stringify(document)));
      return handler.interpret(document, { heardAt, digest });
    } catch (error) {
      logger.warn({ err: error }, 'a document of the store could not be read');
      return undefined;
    }
  };

  const readPage = async ([kind, handler]: Kind, page: number, reading: Reading): Promise<DocumentCounts> => {
    const { connection, client, since, countedFrom, heardAt, source } = reading;
    const found = await client.call({ path: pathOf(kind, page, since), schema: documents });
    const facts = found.map((one) => factsOf(handler, one, heardAt));
    const { events } = await record(
      connection.shop,
      facts.flatMap((one) => one ?? []),
      source,
    );
    if (events.length > 0) await react(connection.shop, events);
    return {
      read: found.length,
      found: events.filter(({ sources, at }) => sources.join() === source && at >= countedFrom).length,
      broken: facts.filter((one) => one === undefined).length,
    };
  };

  const readKind = async (kind: Kind, reading: Reading): Promise<DocumentCounts> => {
    let total = none;
    for (let page = 1; reading.signal?.aborted !== true; page += 1) {
      const one = await readPage(kind, page, reading);
      total = sumOf(total, one);
      if (one.read < pageSize) break;
    }
    return total;
  };

  return async (reading) => {
    let total = none;
    for (const kind of kinds) total = sumOf(total, await readKind(kind, reading));
    return total;
  };
};
