import type { Connection } from 'mongoose';
import { asContactId } from '../../lib/brand.ts';
import type { ContactId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import { segmentMemberCollection } from './segment-members.model.ts';
import type { SegmentMemberDocument } from './segment-members.model.ts';
import type { Member, SegmentMembers, WatchedFlow } from './segment-members.ts';

const flowRow = ({ shop, flow }: WatchedFlow): string => digest(shop, flow);
const memberRow = ({ shop, flow }: WatchedFlow, contact: ContactId): string => digest(shop, flow, contact);

const toMember = ({
  contact,
  since,
  before = false,
  pending = false,
}: SegmentMemberDocument): readonly Member[] =>
  contact === undefined ? [] : [{ contact: asContactId(contact), since, before, pending }];

const insertOf = (watched: WatchedFlow, { contact, since, before, pending }: Member) => ({
  updateOne: {
    filter: { _id: memberRow(watched, contact) },
    update: {
      $setOnInsert: { ...watched, contact, since, ...(before && { before }), ...(pending && { pending }) },
    },
    upsert: true,
  },
});

export const createSegmentMembersRepository = (connection: Connection): SegmentMembers => {
  const rows = segmentMemberCollection(connection);
  return {
    watched: async (flow) => (await rows.findOne({ _id: flowRow(flow) }))?.version,
    watch: async ({ shop, flow }, version, at) => {
      const update = { $set: { shop, flow, version }, $setOnInsert: { since: at } };
      await rows.updateOne({ _id: flowRow({ shop, flow }) }, update, { upsert: true });
    },
    list: async ({ shop, flow }) => (await rows.find({ shop, flow }).toArray()).flatMap(toMember),
    find: async (flow, contact) => {
      const found = await rows.findOne({ _id: memberRow(flow, contact) });
      return found === null ? undefined : toMember(found)[0];
    },
    add: async ({ shop, flow }, members) => {
      if (members.length === 0) return;
      const operations = members.map((member) => insertOf({ shop, flow }, member));
      await rows.bulkWrite(operations, { ordered: false });
    },
    confirm: async (flow, contacts) => {
      if (contacts.length === 0) return;
      const ids = contacts.map((contact) => memberRow(flow, contact));
      await rows.updateMany({ _id: { $in: ids } }, { $unset: { pending: 1 } });
    },
    remove: async (flow, contacts) => {
      if (contacts.length === 0) return;
      await rows.deleteMany({ _id: { $in: contacts.map((contact) => memberRow(flow, contact)) } });
    },
  };
};
