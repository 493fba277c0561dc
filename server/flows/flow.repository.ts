import type { Connection } from 'mongoose';
import { asFlowId, asShopId } from '../lib/brand.ts';
import type { FlowId, ShopId } from '../lib/brand.ts';
import { readRows } from '../shop/row-reads.repository.ts';
import type { ReadRows } from '../shop/row-reads.repository.ts';
import { rowsOf } from '../shop/rows.model.ts';
import { flowModel } from './flow.model.ts';
import type { FlowDocument } from './flow.model.ts';
import type { Flow, FlowStatus } from './flow.ts';
import { creationOf } from './life/creation-of.ts';
import { parseFlowCommand } from './life/flow-command.ts';
import type { FlowAct, FlowCommand } from './life/flow-command.ts';
import { createFlowCommandsRepository } from './life/flow-commands.repository.ts';

/** Every change of a flow is a command of the log; who changes a flow can't forget to say so. */
export interface FlowRepository {
  /** Changes nothing where the flow is there already. */
  insertMissing(shop: ShopId, flows: readonly Flow[]): Promise<void>;
  /** False where the id is taken. */
  create(shop: ShopId, flow: Flow, by: string | undefined): Promise<boolean>;
  list(shop: ShopId): Promise<readonly Flow[]>;
  find(shop: ShopId, id: FlowId): Promise<Flow | null>;
  /** Null when the flow is not at `rev` any more. */
  change(shop: ShopId, id: FlowId, change: FlowChange): Promise<Flow | null>;
}

export interface FlowChange {
  readonly rev: number;
  readonly status?: FlowStatus | undefined;
  readonly version?: number | undefined;
  readonly title?: string | undefined;
  readonly at: Date;
  readonly act: FlowAct;
  /** Who does it; absent when Encore does it by itself. */
  readonly by?: string | undefined;
}

const idOf = (shop: ShopId, flow: FlowId): string => `${shop}/${flow}`;

const toFlow = ({ _id, shop, flow, lastCommand: _last, ...rest }: FlowDocument): Flow => ({
  ...rest,
  shop: asShopId(shop),
  id: asFlowId(flow),
});

const inOrder = (one: FlowDocument, other: FlowDocument): number =>
  one.createdAt.getTime() - other.createdAt.getTime() || (one._id < other._id ? -1 : 1);

const documentOf = (flow: Flow, by?: string) => {
  const { id, ...rest } = flow;
  return { ...rest, flow: id, lastCommand: creationOf(flow, by) };
};

const insertOf = (flow: Flow) => ({
  updateOne: {
    filter: { _id: idOf(flow.shop, flow.id) },
    update: { $setOnInsert: documentOf(flow) },
    upsert: true,
  },
});

/** An edit of a live flow leaves it live since when it was. */
const switchedOn = (status: FlowStatus | undefined, at: Date): { liveSince?: object } =>
  status === 'live' ? { liveSince: { $cond: [{ $eq: ['$status', 'live'] }, '$liveSince', at] } } : {};

const commandOf = (shop: ShopId, flow: FlowId, { rev, at, act, by }: FlowChange): FlowCommand => ({
  shop,
  flow,
  rev: rev + 1,
  at,
  ...(by === undefined ? {} : { by }),
  ...act,
});

const updateOf = ({ status, version, title, at }: FlowChange, command: FlowCommand): object => ({
  ...(status === undefined ? {} : { status }),
  ...(version === undefined ? {} : { version }),
  ...(title === undefined ? {} : { title: { $literal: title } }),
  ...switchedOn(status, at),
  updatedAt: at,
  rev: { $add: ['$rev', 1] },
  lastCommand: { $literal: command },
});

export const createFlowRepository = (connection: Connection, read: ReadRows = readRows): FlowRepository => {
  const rows = connection.collection<FlowDocument>(flowModel(connection).collection.collectionName);
  const log = createFlowCommandsRepository(connection);
  return {
    insertMissing: async (shop, flows) => {
      const own = flows.filter((flow) => flow.shop === shop);
      if (own.length === 0) return;
      const { upsertedIds } = await rows.bulkWrite(own.map(insertOf), { ordered: false });
      const made = own.filter((_flow, index) => upsertedIds[index] !== undefined);
      await log.append(
        shop,
        made.map((flow) => creationOf(flow)),
      );
    },
    create: async (shop, flow, by) => {
      if (flow.shop !== shop) return false;
      const document = documentOf(flow, by);
      const id = { _id: idOf(shop, flow.id) };
      const { upsertedCount } = await rows.updateOne(id, { $setOnInsert: document }, { upsert: true });
      if (upsertedCount === 1) await log.append(shop, [document.lastCommand]);
      return upsertedCount === 1;
    },
    list: async (shop) =>
      (await read(rowsOf<FlowDocument>(connection, rows.collectionName), { shop }))
        .toSorted(inOrder)
        .map(toFlow),
    find: async (shop, id) => {
      const found = await rows.findOne({ _id: idOf(shop, id), shop });
      return found === null ? null : toFlow(found);
    },
    change: async (shop, id, change) => {
      const found = await rows.findOne({ _id: idOf(shop, id), shop, rev: change.rev });
      if (found === null) return null;
      // The one before may not be in the log yet, and is about to be overwritten here.
      if (found.lastCommand !== undefined) await log.append(shop, [parseFlowCommand(found.lastCommand)]);
      const command = commandOf(shop, id, change);
      const changed = await rows.findOneAndUpdate(
        { _id: idOf(shop, id), shop, rev: change.rev },
        [{ $set: updateOf(change, command) }],
        { returnDocument: 'after' },
      );
      if (changed === null) return null;
      await log.append(shop, [command]);
      return toFlow(changed);
    },
  };
};
