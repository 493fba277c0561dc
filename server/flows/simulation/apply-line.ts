import { errorCodeOf } from '../../lib/errors.ts';
import type { ShopId } from '../../lib/brand.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Logger } from '../../lib/logger.ts';
import { personOfFact } from '../../shop/fact-person.ts';
import { applyCommand } from './apply-command.ts';
import type { JournalLine, JournalLineOf } from './journal-line.ts';
import { personKey } from './replay-world.ts';
import type { ReplayWorld } from './replay-world.ts';

interface Replaying {
  readonly world: ReplayWorld;
  readonly shop: ShopId;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** Whoever is new in these facts gets the id they had; the first fact that names them made them. */
const knowPeople = ({ known }: ReplayWorld, { facts }: JournalLineOf<'facts'>): void => {
  for (const { fact, contact } of facts) {
    const about = personOfFact(fact);
    if (about === undefined || contact === undefined) continue;
    const key = personKey(about.person);
    if (!known.has(key)) known.set(key, contact);
  }
};

/** As the inbox does it: together, and one by one where that fails. */
const applyFacts = async (replaying: Replaying, line: JournalLineOf<'facts'>): Promise<void> => {
  const { world, shop, logger } = replaying;
  knowPeople(world, line);
  try {
    const facts = line.facts.map(({ fact }) => fact);
    const { events } = await world.record(shop, facts, line.source);
    if (events.length > 0) await world.react(shop, events);
  } catch (error) {
    logger.warn({ err: error, code: errorCodeOf(error), facts: line.facts.length }, 'facts failed');
    if (line.facts.length < 2) return;
    for (const fact of line.facts) await applyFacts(replaying, { ...line, facts: [fact] });
  }
};

const hearProvider = async ({ world, shop }: Replaying, line: JournalLineOf<'provider-event'>) => {
  const now = world.clock.now();
  const row = await world.ledger.eventAccepted(shop, line.message, now);
  if (row !== null) await world.store.wake(row.enrollment, row.step, now);
};

/** What a line does at its time; the clock stands there already. */
export const applyLine = async (replaying: Replaying, line: JournalLine): Promise<void> => {
  const { world, shop } = replaying;
  switch (line.kind) {
    case 'shop':
      return world.shop.shops.updateSettings(shop, line.settings);
    case 'flow-version':
      return world.flows.addVersion(line);
    case 'flow':
      return world.flows.add(line);
    case 'command':
      return applyCommand(world, line, replaying.signal);
    case 'facts':
      return applyFacts(replaying, line);
    case 'suppression': {
      const { addressDigest, reason, at } = line;
      return world.shop.suppressions.add(shop, { addressDigest, reason, at });
    }
    case 'provider-event':
      return hearProvider(replaying, line);
    // Known from the start: the one to the transport, the other to who decides when to look.
    case 'send':
    case 'look':
      return;
    default:
      return assertNever(line);
  }
};
