import type { Connection } from 'mongoose';
import { asContactId } from '../../lib/brand.ts';
import type { ContactId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import { segmentMemberCollection } from './segment-members.model.ts';
import type { SegmentMemberDocument } from './segment-members.model.ts';
import type { Member, SegmentMembers, WatchedFlow } from './segment-members.ts';

const flowRow = ({ shop, flow }: WatchedFlow): string => digest(shop, flow);
const memberRow = ({ shop, flow }: WatchedFlow, contact: ContactId): string => digest(shop, flow, contact);

const toMember = (row: SegmentMemberDocument): readonly Member[] => {
  const { contact, since, before = false, pending = false, left = false, enteredBefore } = row;
  if (contact === undefined) return [];
  return [{ contact: asContactId(contact), since, before, pending, left, enteredBefore }];
};

const fieldsOf = ({ since, before, pending, enteredBefore }: Member) => ({
  since,
  ...(before && { before }),
  ...(pending && { pending }),
  ...(enteredBefore && { enteredBefore }),
});

const insertOf = (watched: WatchedFlow, member: Member) => ({
  updateOne: {
    filter: { _id: memberRow(watched, member.contact) },
    update: { $setOnInsert: { ...watched, contact: member.contact, ...fieldsOf(member) } },
    upsert: true,
  },
});

/** Whoever rejoins them first has said since when. */
const rejoinOf = (watched: WatchedFlow, member: Member) => ({
  updateOne: {
    filter: { _id: memberRow(watched, member.contact), left: true },
    update: [{ $unset: ['left', 'before', 'pending', 'enteredBefore'] }, { $set: fieldsOf(member) }],
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
    rejoin: async ({ shop, flow }, members) => {
      if (members.length === 0) return;
      const operations = members.map((member) => rejoinOf({ shop, flow }, member));
      await rows.bulkWrite(operations, { ordered: false });
    },
    leave: async (flow, contacts) => {
      if (contacts.length === 0) return;
      const ids = contacts.map((contact) => memberRow(flow, contact));
      await rows.updateMany({ _id: { $in: ids } }, { $set: { left: true }, $unset: { pending: 1 } });
    },
  };
};
