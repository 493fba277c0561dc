import type { ShopId } from '../../lib/brand.ts';
import type { RedactionSweep } from '../../shop/redactions.system.repository.ts';
import type { JournalRepository } from '../../shop/journal/journal.repository.ts';
import type { Inbox } from '../../shop/inbox/inbox.system.repository.ts';
import type { HoldingsRepository } from './holdings.repository.ts';

export interface RedactionSweepDeps {
  readonly redactions: RedactionSweep;
  readonly holdings: Pick<HoldingsRepository, 'erasePerson' | 'eraseShop'>;
  readonly journal: Pick<JournalRepository, 'erase'>;
  readonly inbox: Pick<Inbox, 'eraseBodies' | 'forgottenShops'>;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
}

/** Longer than anything that was under way when the redaction came can take. */
const settledAfterMs = 120_000;
const batch = 200;

/**
 * Comes back to people and shops that were erased while something about them was under way: a mail that could not be called
 * back, a decision already taken. Resolves to how many redactions are looked after for good.
 */
export const sweepRedactions = async (
  { redactions, holdings, journal, inbox, isInstalled }: RedactionSweepDeps,
  afterMs: number = settledAfterMs,
): Promise<number> => {
  let swept = 0;
  for (const redaction of await redactions.unswept(afterMs, batch)) {
    const { shop, digest, contacts } = redaction;
    const underWay = await holdings.erasePerson(shop, { contacts, digests: [digest] });
    await journal.erase(shop, [digest]);
    await inbox.eraseBodies(shop, [digest]);
    if (underWay > 0) continue;
    await redactions.swept(redaction);
    swept += 1;
  }
  for (const shop of await inbox.forgottenShops())
    if (!(await isInstalled(shop))) await holdings.eraseShop(shop);
  return swept;
};
