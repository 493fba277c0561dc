import type { Connection } from 'mongoose';
import { effectModel } from './acts/effect.model.ts';
import { companionsModel } from './companions/companions.model.ts';
import { flowDraftModel } from './drafts/flow-draft.model.ts';
import { flowCommandModel } from './life/flow-command.model.ts';
import { flowMoveModel } from './life/flow-move.model.ts';
import { flowInclusionModel } from './past/flow-inclusion.model.ts';
import { flowVersionModel } from './flow-version.model.ts';
import { flowModel } from './flow.model.ts';
import { reorderIntervalModel } from './timing/reorder-intervals.model.ts';
import { segmentMemberModel } from './triggers/segment-members.model.ts';

/** Waits until the indexes of what flows keep exist; the product's connection makes none by itself. */
export const ensureFlowIndexes = async (connection: Connection): Promise<void> => {
  const models = [
    flowModel(connection),
    flowVersionModel(connection),
    companionsModel(connection),
    effectModel(connection),
    flowCommandModel(connection),
    flowDraftModel(connection),
    flowInclusionModel(connection),
    flowMoveModel(connection),
    reorderIntervalModel(connection),
    segmentMemberModel(connection),
  ];
  await Promise.all(models.map((model) => model.createIndexes()));
};
