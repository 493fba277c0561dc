import type { Connection } from 'mongoose';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { journalRows } from './journal.model.ts';
import type { JournalFactRow, JournalRow } from './journal.model.ts';
import { isFromPast } from '../store-event.ts';

/** One fact as it was applied. */
export interface JournaledFact {
  /** The fact as JSON, times in ISO 8601. */
  readonly text: string;
  /** Whose it was found to be. */
  readonly contact?: ContactId | undefined;
  readonly persons: readonly string[];
}

export interface JournaledGroup {
  /** Shop time. */
  readonly at: Date;
  readonly source: string;
  readonly facts: readonly JournaledFact[];
}

export interface JournalRepository {
  /** One insert. */
  append(shop: ShopId, group: JournaledGroup): Promise<void>;
  /** In the order in which they were applied. */
  read(shop: ShopId): AsyncIterable<JournaledGroup>;
  /** Takes every fact out that names one of these people. */
  erase(shop: ShopId, persons: readonly string[]): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

const keptMs = 400 * 86_400_000;
/** A document holds 16 MB; a delivery can be 5 MB of text that grows when it is escaped. */
const largestRow = 4_000_000;

/** Rows of one process and one millisecond keep their order. */
let written = 0;

const idOf = (shop: ShopId, at: Date): string => {
  written = (written + 1) % 1_000_000_000;
  return `${shop}/${at.toISOString()}/${String(written).padStart(9, '0')}/${randomToken(6)}`;
};

/** In as few parts as their size allows; hardly ever more than one. */
const parts = (facts: readonly JournaledFact[]): readonly (readonly JournaledFact[])[] => {
  const made: JournaledFact[][] = [];
  let room = 0;
  for (const fact of facts) {
    if (made.length === 0 || fact.text.length > room) {
      made.push([]);
      room = largestRow;
    }
    made.at(-1)?.push(fact);
    room -= fact.text.length;
  }
  return made;
};

const toRow = ({ text, contact, persons }: JournaledFact): JournalFactRow => ({
  text,
  contact,
  persons: persons.length === 0 ? undefined : [...persons],
});

const rowOf = (
  shop: ShopId,
  { at, source }: Omit<JournaledGroup, 'facts'>,
  facts: readonly JournaledFact[],
): JournalRow => {
  const persons = [...new Set(facts.flatMap((fact) => fact.persons))];
  return {
    _id: idOf(shop, at),
    shop,
    at,
    source,
    facts: facts.map(toRow),
    persons: persons.length === 0 ? undefined : persons,
    expiresAt: isFromPast(source) ? undefined : new Date(realNow().getTime() + keptMs),
  };
};

const namesNone = (persons: readonly string[]): object => {
  const named = { $setIntersection: [{ $ifNull: ['$$this.persons', []] }, { $literal: persons }] };
  return { $eq: [{ $size: named }, 0] };
};

/** What was applied, in that order: what a replay starts from. */
export const createJournalRepository = (connection: Connection): JournalRepository => {
  const rows = journalRows(connection);
  return {
    append: async (shop, { facts, ...group }) => {
      const made = parts(facts).map((part) => rowOf(shop, group, part));
      if (made.length > 0) await rows.insertMany(made);
    },
    read: async function* (shop) {
      const found = rows.find({ _id: { $gt: `${shop}/`, $lt: `${shop}0` } }).sort({ _id: 1 });
      for await (const { at, source, facts } of found)
        yield { at, source, facts: facts.map(({ persons = [], ...fact }) => ({ ...fact, persons })) };
    },
    erase: async (shop, persons) => {
      if (persons.length > 0)
        await rows.updateMany({ shop, persons: { $in: [...persons] } }, [
          { $set: { facts: { $filter: { input: '$facts', cond: namesNone(persons) } } } },
        ]);
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ _id: { $gt: `${shop}/`, $lt: `${shop}0` } });
    },
  };
};
