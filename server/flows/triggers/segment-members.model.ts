import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';

export interface SegmentMemberDocument {
  /** Digest of shop, flow and contact; of shop and flow for the flow's own row. */
  _id: string;
  shop: string;
  flow: string;
  /** Absent in the flow's own row. */
  contact?: string;
  /** Shop time: when they began to match, or when the flow began to watch. */
  since: Date;
  /** They matched before the flow watched for it: they never entered. */
  before?: boolean;
  /** Their entry is still to be followed. */
  pending?: boolean;
  /** They match no longer. */
  left?: boolean;
  /** When they last entered before `since`. */
  enteredBefore?: Date;
  /** Version of the flow that is watched for, in the flow's own row. */
  version?: number;
}

const required = { type: String, required: true } as const;

const schema = new Schema<SegmentMemberDocument>(
  {
    _id: required,
    shop: required,
    flow: required,
    contact: String,
    since: { type: Date, required: true },
    before: Boolean,
    pending: Boolean,
    left: Boolean,
    enteredBefore: Date,
    version: Number,
  },
  { collection: 'segment_members', versionKey: false, autoIndex: false },
);
schema.index({ shop: 1, flow: 1 });
schema.index({ shop: 1, contact: 1 }, { partialFilterExpression: { contact: { $exists: true } } });

export const segmentMemberModel = (connection: Connection) =>
  connection.models['SegmentMember'] ?? connection.model<SegmentMemberDocument>('SegmentMember', schema);

export const segmentMemberCollection = (connection: Connection): Collection<SegmentMemberDocument> =>
  connection.collection<SegmentMemberDocument>(segmentMemberModel(connection).collection.collectionName);
