import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';

/** A mail that is on its way out, by the attempt that sends it. */
export interface SendingRow {
  readonly id: string;
  readonly token: string;
}

/** What ingest asks of the ledger of mails. */
export interface SendingRowsPort {
  find(shops: readonly ShopId[]): Promise<readonly SendingRow[]>;
  anyStillSending(rows: readonly SendingRow[]): Promise<boolean>;
}

type Look = (shop: ShopId) => Promise<readonly SendingRow[]>;

/** One query for all who ask together; only when it finds something each shop is looked at by itself. */
export const createSendingLook = (port: SendingRowsPort): Look => {
  let gathering: { readonly shops: Set<ShopId>; readonly rows: Promise<readonly SendingRow[]> } | undefined;

  const gather = (): NonNullable<typeof gathering> => {
    const shops = new Set<ShopId>();
    const rows = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      gathering = undefined;
      return port.find([...shops]);
    });
    return { shops, rows };
  };
  return async (shop) => {
    gathering ??= gather();
    const { shops, rows } = gathering;
    shops.add(shop);
    try {
      const found = await rows;
      return found.length > 0 && shops.size > 1 ? await port.find([shop]) : found;
    } catch (cause) {
      // Stored, but nobody can say that no mail is leaving: the sender has to ask again.
      throw new EncoreError('inbox_unavailable', { cause });
    }
  };
};
