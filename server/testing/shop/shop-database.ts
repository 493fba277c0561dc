import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';
import { ensureShopIndexes } from '../../shop/shop-indexes.repository.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import type { ShopRepositories } from '../../shop/shop-repositories.repository.ts';

export interface ShopDatabase extends TestDatabase {
  readonly repositories: ShopRepositories;
}

/** A database with the shop's indexes, as a process finds it after its start. */
export const shopDatabase = async (name: string): Promise<ShopDatabase> => {
  const database = await testDatabase(name);
  await ensureShopIndexes(database.connection);
  return { ...database, repositories: createShopRepositories(database.connection) };
};
