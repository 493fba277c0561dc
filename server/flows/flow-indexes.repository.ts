import type { Connection } from 'mongoose';
import { companionsModel } from './companions/companions.model.ts';
import { flowVersionModel } from './flow-version.model.ts';
import { flowModel } from './flow.model.ts';

/** Waits until the indexes of flows, their versions and companions exist; the product's connection makes none by itself. */
export const ensureFlowIndexes = async (connection: Connection): Promise<void> => {
  const models = [flowModel(connection), flowVersionModel(connection), companionsModel(connection)];
  await Promise.all(models.map((model) => model.createIndexes()));
};
