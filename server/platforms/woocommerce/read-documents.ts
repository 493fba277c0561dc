import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { GroupInsert } from '../../shop/inbox/group-commit.ts';
import type { StoreFact } from '../../shop/facts.ts';
import type { RecordFacts } from '../../shop/record-facts.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { WooConnection } from './connections.system.repository.ts';
import { brokenDocument, documentKinds } from './broken-documents.ts';
import type { BrokenDocument } from './broken-documents.ts';
import { bodyDigest } from './interpret-webhook.ts';
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
  /** Could not be understood, and set aside; the rest goes on. */
  readonly broken: number;
}

export interface ReaderDeps {
  readonly record: RecordFacts;
  readonly react: (shop: ShopId, events: readonly StoreEvent[]) => Promise<void>;
  /** Where documents that can't be read are kept. */
  readonly insert: GroupInsert<NewDelivery>;
  readonly logger: Logger;
}

type Kind = (typeof documentKinds)[number];

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

/** Its facts, or itself where it can't be read. */
const factsOf = (
  [kind, handler]: Kind,
  document: unknown,
  { heardAt, source }: Reading,
): readonly StoreFact[] | BrokenDocument => {
  try {
    const digest = bodyDigest(Buffer.from(JSON.stringify(document)));
    return handler.interpret(document, { heardAt, digest });
  } catch (error) {
    return { kind, source, document, heardAt, code: errorCodeOf(error) };
  }
};

const setAside = async (
  { insert, logger }: ReaderDeps,
  shop: ShopId,
  broken: readonly BrokenDocument[],
): Promise<void> => {
  if (broken.length === 0) return;
  const [{ kind, code } = {}] = broken;
  logger.warn({ shop, kind, code, documents: broken.length }, 'documents of the store could not be read');
  const outcomes = await insert(broken.map((one) => brokenDocument(shop, one)));
  if (outcomes.includes('failed')) throw new EncoreError('inbox_unavailable');
};

/** Everything that changed since then, page by page, through the same way in as webhooks: what was heard already changes nothing. */
export const createDocumentReader = (deps: ReaderDeps): ((reading: Reading) => Promise<DocumentCounts>) => {
  const { record, react } = deps;
  const readPage = async (kind: Kind, page: number, reading: Reading): Promise<DocumentCounts> => {
    const { connection, client, since, countedFrom, source } = reading;
    const found = await client.call({ path: pathOf(kind[0], page, since), schema: documents });
    const read = found.map((one) => factsOf(kind, one, reading));
    const broken = read.flatMap((one) => ('document' in one ? one : []));
    await setAside(deps, connection.shop, broken);
    const { events } = await record(
      connection.shop,
      read.flatMap((one) => ('document' in one ? [] : one)),
      source,
    );
    if (events.length > 0) await react(connection.shop, events);
    return {
      read: found.length,
      found: events.filter(({ sources, at }) => sources.join() === source && at >= countedFrom).length,
      broken: broken.length,
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
    for (const kind of documentKinds) total = sumOf(total, await readKind(kind, reading));
    return total;
  };
};
