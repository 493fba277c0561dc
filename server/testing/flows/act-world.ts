import type { ContactId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Step } from '../../engine/program.ts';
import { anEntry, noon } from '../engine/enrollments.ts';
import { shopDatabase } from '../shop/shop-database.ts';
import type { ShopDatabase } from '../shop/shop-database.ts';
import type { ActBench } from './act-bench.ts';

/** A shop with people whom acts can be done to. */
export interface ActWorld {
  readonly database: ShopDatabase;
  readonly shop: ShopId;
  /** Somebody new; with a customer id, somebody the platform knows. */
  aPerson(person: { readonly address?: string; readonly customerId?: string }): Promise<ContactId>;
  propertiesOf(contact: ContactId): Promise<JsonObject | undefined>;
}

export const openActWorld = async (name: string): Promise<ActWorld> => {
  const database = await shopDatabase(name);
  const { contacts } = database.repositories;
  const { shop } = anEntry();
  return {
    database,
    shop,
    aPerson: async (person) => {
      const resolved = await contacts.resolve(shop, { person, at: noon, authoritative: false });
      if (resolved === undefined) throw new EncoreError('not_found');
      return resolved.contact.id;
    },
    propertiesOf: async (contact) => (await contacts.findMany(shop, [contact])).get(contact)?.properties,
  };
};

export const anAct = (id: string, args: JsonObject): Step => ({ id, key: 'act', args });

/** Winds the clock and lets everything due by then come to its end. */
export const wind = (bench: ActBench, minutes: number): Promise<void> => {
  bench.clock.advance(minutes * 60_000);
  return bench.settle();
};
