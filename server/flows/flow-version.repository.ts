import type { Connection } from 'mongoose';
import type { FlowId, ShopId } from '../lib/brand.ts';
import { flowVersionModel } from './flow-version.model.ts';
import type { FlowVersionDocument } from './flow-version.model.ts';
import type { FlowVersion } from './flow.ts';

/** A program as it was stored: whoever reads it parses it, for steps may have been taken out of the code since. */
export interface StoredVersion {
  readonly flow: string;
  readonly version: number;
  readonly program: unknown;
}

export interface DatedVersion extends StoredVersion {
  readonly createdAt: Date;
}

export interface FlowVersionRepository {
  /** A version that is there already stays as it is. */
  insertMissing(shop: ShopId, versions: readonly FlowVersion[]): Promise<void>;
  /** False where the number is taken: versions are never changed. */
  append(shop: ShopId, version: FlowVersion): Promise<boolean>;
  /** One that nobody ever pinned, because its edit lost. */
  discard(shop: ShopId, version: Pick<FlowVersion, 'flow' | 'version'>): Promise<void>;
  /** Newest first. */
  list(shop: ShopId, flow: FlowId): Promise<readonly DatedVersion[]>;
  findMany(
    shop: ShopId,
    versions: readonly { readonly flow: FlowId; readonly version: number }[],
  ): Promise<readonly StoredVersion[]>;
}

const idOf = (shop: ShopId, flow: string, version: number): string => `${shop}/${flow}@${version}`;

const insertOf = ({ shop, flow, version, program, createdAt }: FlowVersion) => ({
  updateOne: {
    filter: { _id: idOf(shop, flow, version) },
    update: { $setOnInsert: { shop, flow, version, program: JSON.stringify(program), createdAt } },
    upsert: true,
  },
});

/** Text that is no JSON is handed on as it is: the program's own schema refuses it. */
const readProgram = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const toStored = ({ flow, version, program, createdAt }: FlowVersionDocument): DatedVersion => ({
  flow,
  version,
  program: readProgram(program),
  createdAt,
});

export const createFlowVersionRepository = (connection: Connection): FlowVersionRepository => {
  const rows = connection.collection<FlowVersionDocument>(
    flowVersionModel(connection).collection.collectionName,
  );
  return {
    insertMissing: async (shop, versions) => {
      const own = versions.filter((version) => version.shop === shop);
      if (own.length > 0) await rows.bulkWrite(own.map(insertOf), { ordered: false });
    },
    append: async (shop, version) => {
      if (version.shop !== shop) return false;
      const { filter, update } = insertOf(version).updateOne;
      return (await rows.updateOne(filter, update, { upsert: true })).upsertedCount === 1;
    },
    discard: async (shop, { flow, version }) => {
      await rows.deleteOne({ _id: idOf(shop, flow, version), shop });
    },
    list: async (shop, flow) =>
      (await rows.find({ shop, flow }).sort({ version: -1 }).toArray()).map(toStored),
    findMany: async (shop, versions) => {
      const ids = versions.map(({ flow, version }) => idOf(shop, flow, version));
      const found = await rows.find({ _id: { $in: ids }, shop }).toArray();
      return found.map(toStored);
    },
  };
};
