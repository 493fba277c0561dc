import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { HeardFact } from '../events-of-fact.ts';
import { mentionedIn } from '../fact-person.ts';
import type { StoreFact } from '../facts.ts';
import { personDigests } from '../person-digest.ts';
import type { JournalRepository, JournaledFact } from './journal.repository.ts';

/** Keeps what is applied, when it is applied. */
export type JournalFacts = (shop: ShopId, heard: readonly HeardFact[], source: string) => Promise<void>;

/** Who is to be forgotten, who asked, and what the shop pays are no part of a journal. */
const isKept = ({ kind }: StoreFact): boolean =>
  kind !== 'redact-person' && kind !== 'data-request' && kind !== 'shop-redacted' && kind !== 'subscription';

const toJournaled = ({ shop, fact, contact }: HeardFact): JournaledFact => {
  return {
    text: JSON.stringify(fact),
    contact,
    persons: mentionedIn(fact).flatMap(({ person }) => personDigests(shop, person)),
  };
};

/** One insert a group, beside the writes of the facts themselves. */
export const createJournalFacts =
  (journal: Pick<JournalRepository, 'append'>, clock: Clock): JournalFacts =>
  async (shop, heard, source) => {
    const facts = heard.filter(({ fact }) => isKept(fact)).map(toJournaled);
    if (facts.length > 0) await journal.append(shop, { at: clock.now(), source, facts });
  };
