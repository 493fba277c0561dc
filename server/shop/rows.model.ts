import type { Connection, mongo } from 'mongoose';

/** Undefined fields are left out instead of becoming null: partial indexes and `$ifNull` merges rely on absence. */
export const rowsOf = <Row extends { _id: string }>(
  connection: Connection,
  name: string,
): mongo.Collection<Row> =>
  connection
    .getClient()
    .db(connection.name)
    .collection<Row>(name, { ignoreUndefined: true, promoteBuffers: true, writeConcern: { w: 'majority' } });

export interface IndexPlan {
  readonly collection: string;
  readonly indexes: readonly mongo.IndexDescription[];
}

/** Partial on a field's presence, so that rows without it cost nothing. */
export const where = (field: string): { partialFilterExpression: mongo.Document } => ({
  partialFilterExpression: { [field]: { $exists: true } },
});
