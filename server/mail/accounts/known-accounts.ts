import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import type { OwnAccount, OwnAccounts } from './own-accounts.repository.ts';

/** A key changes hands rarely; so long a worker may go on with the one before. */
const knownForMs = 5000;

/** What was just read of a shop's own account is not read again. */
export const createKnownAccounts = (
  accounts: Pick<OwnAccounts, 'find'>,
  nowMs = monotonicMs,
): Pick<OwnAccounts, 'find'> => {
  const known = new Map<
    ShopId,
    { readonly untilMs: number; readonly account: Promise<OwnAccount | undefined> }
  >();
  return {
    find: (shop) => {
      const before = known.get(shop);
      if (before !== undefined && before.untilMs > nowMs()) return before.account;
      const account = accounts.find(shop);
      known.set(shop, { untilMs: nowMs() + knownForMs, account });
      account.catch(() => known.delete(shop));
      return account;
    },
  };
};
