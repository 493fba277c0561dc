import type { Connection } from 'mongoose';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { flowModel } from '../flow.model.ts';
import type { FlowDocument } from '../flow.model.ts';
import type { FlowCommand } from './flow-command.ts';
import { parseFlowCommand } from './flow-command.ts';
import { flowCommandModel } from './flow-command.model.ts';
import type { FlowCommandDocument } from './flow-command.model.ts';

export interface CommandListing {
  readonly flow?: FlowId | undefined;
  /** The cursor of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface CommandPage {
  /** As they were done. */
  readonly commands: readonly FlowCommand[];
  /** Absent on the last page. */
  readonly next?: string | undefined;
}

/** What was done to a shop's flows: only ever added to. */
export interface FlowCommandsRepository {
  /** One that is there already stays as it is. */
  append(shop: ShopId, commands: readonly FlowCommand[]): Promise<void>;
  /** Throws `stored_document_unreadable`: a log with a hole would be replayed as something that never was. */
  list(shop: ShopId, listing: CommandListing): Promise<CommandPage>;
}

const idOf = ({ shop, flow, rev }: FlowCommand): string => `${shop}/${flow}#${String(rev).padStart(9, '0')}`;

const insertOf = (command: FlowCommand) => ({
  updateOne: { filter: { _id: idOf(command) }, update: { $setOnInsert: { ...command } }, upsert: true },
});

const read = ({ _id, ...document }: FlowCommandDocument): FlowCommand => {
  try {
    return parseFlowCommand(document);
  } catch (cause) {
    throw new EncoreError('stored_document_unreadable', { message: `flow command ${_id}`, cause });
  }
};

const cursorOf = (document: FlowCommandDocument): string => `${document.at.getTime()}~${document._id}`;

const behind = (cursor: string | undefined): object => {
  const [, time, id] = /^(\d+)~(.+)$/.exec(cursor ?? '') ?? [];
  if (time === undefined || id === undefined) return {};
  const at = new Date(Number(time));
  return { $or: [{ at: { $gt: at } }, { at, _id: { $gt: id } }] };
};

export const createFlowCommandsRepository = (connection: Connection): FlowCommandsRepository => {
  const rows = connection.collection<FlowCommandDocument>(
    flowCommandModel(connection).collection.collectionName,
  );
  const flows = connection.collection<FlowDocument>(flowModel(connection).collection.collectionName);

  const append: FlowCommandsRepository['append'] = async (shop, commands) => {
    const own = commands.filter((command) => command.shop === shop);
    if (own.length > 0) await rows.bulkWrite(own.map(insertOf), { ordered: false });
  };

  /** A process may die between a flow's change and its line here; the flow itself holds its last command. */
  const completeFromFlows = async (shop: ShopId): Promise<void> => {
    const found = await flows.find({ shop, lastCommand: { $exists: true } }).toArray();
    await append(
      shop,
      found.map(({ lastCommand }) => parseFlowCommand(lastCommand)),
    );
  };

  return {
    append,
    list: async (shop, { flow, after, limit }) => {
      await completeFromFlows(shop);
      const found = await rows
        .find({ shop, ...(flow === undefined ? {} : { flow }), ...behind(after) })
        .sort({ at: 1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const commands = page.map(read);
      return found.length > limit && last !== undefined ? { commands, next: cursorOf(last) } : { commands };
    },
  };
};
