import type { Connection } from 'mongoose';
import { effectModel } from './acts/effect.model.ts';
import { companionsModel } from './companions/companions.model.ts';
import { flowVersionModel } from './flow-version.model.ts';
import { flowModel } from './flow.model.ts';

/** Waits until the indexes of what flows keep exist; the product's connection makes none by itself. */
export const ensureFlowIndexes = async (connection: Connection): Promise<void> => {
  const models = [
    flowModel(connection),
    flowVersionModel(connection),
    companionsModel(connection),
    effectModel(connection),
  ];
  await Promise.all(models.map((model) => model.createIndexes()));
};
