import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import { sleep } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { AdminClient } from '../admin-client.ts';
import { bulkOperationRunMutation, bulkOperationStatusQuery } from '../operations.ts';

const runSchema = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: z.object({ id: z.string() }).nullish(),
    userErrors: z.array(z.object({ message: z.string() })),
  }),
});

const statusSchema = z.object({
  bulkOperation: z
    .object({
      status: z.string(),
      errorCode: z.string().nullish(),
      // An unsigned 64-bit number, which JSON has as text.
      objectCount: z.coerce.number().int().nonnegative().nullish().catch(undefined),
      url: z.string().nullish(),
    })
    .nullish(),
});

/** Asks Shopify to gather an answer; resolves to the operation's id. */
export const startBulkOperation = async (
  admin: AdminClient,
  shop: ShopId,
  query: string,
): Promise<string> => {
  const request = { query: bulkOperationRunMutation, variables: { query }, schema: runSchema };
  const { bulkOperationRunQuery: answer } = await admin.request(shop, request);
  const [problem] = answer.userErrors;
  if (answer.bulkOperation) return answer.bulkOperation.id;
  throw new EncoreError('backfill_failed', {
    message: problem?.message ?? 'the bulk operation did not start',
  });
};

export type BulkResult =
  /** Without a url nothing was found. `lines`: how many the file has, as far as Shopify says. */
  | { readonly kind: 'done'; readonly url: string | undefined; readonly lines: number | undefined }
  | { readonly kind: 'lost'; readonly why: string };

const longestPauseMs = 30_000;
/** Between two looks at whether its webhook has come. */
const lookMs = 500;

export interface BulkWait {
  readonly id: string;
  readonly signal?: AbortSignal | undefined;
  /** Whether Shopify has told that it is over: then it is asked at once. */
  readonly isTold: () => Promise<boolean>;
}

/** Until Shopify is to be asked again: it told us, or `ms` are over, for a webhook may be lost. */
const pause = async ({ isTold, signal }: BulkWait, ms: number): Promise<void> => {
  let leftMs = ms;
  while (leftMs > 0) {
    if (signal?.aborted === true) throw new EncoreError('interrupted');
    await sleep(Math.min(lookMs, leftMs), signal);
    leftMs -= lookMs;
    if (leftMs > 0 && (await isTold())) return;
  }
  if (signal?.aborted === true) throw new EncoreError('interrupted');
};

/** Waits for it. `lost`: it failed, or its result has expired; it has to be started again. */
export const awaitBulkOperation = async (
  admin: AdminClient,
  shop: ShopId,
  wait: BulkWait,
): Promise<BulkResult> => {
  for (let pauseMs = 200; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    const request = { query: bulkOperationStatusQuery, variables: { id: wait.id }, schema: statusSchema };
    const { bulkOperation: operation } = await admin.request(shop, request);
    if (!operation) return { kind: 'lost', why: 'unknown' };
    if (operation.status === 'COMPLETED')
      return {
        kind: 'done',
        url: operation.url ?? undefined,
        lines: operation.objectCount ?? undefined,
      };
    if (!['CREATED', 'RUNNING'].includes(operation.status))
      return { kind: 'lost', why: operation.errorCode ?? operation.status };
    await pause(wait, pauseMs);
  }
};
