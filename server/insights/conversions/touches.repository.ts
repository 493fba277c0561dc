import type { Connection, mongo } from 'mongoose';
import { asFlowId, asMessageId } from '../../lib/brand.ts';
import type { ContactId, MessageId, ShopId } from '../../lib/brand.ts';
import { codeId, codeRows } from '../../mail/offers/offer-codes.model.ts';
import { foldCode } from '../../mail/offers/code-text.ts';
import { contactRows } from '../../shop/contacts.model.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import type { Touch } from './conversion.ts';

export interface Clicks {
  readonly contacts: readonly ContactId[];
  /** Shop time, both ends included. */
  readonly from: Date;
  readonly to: Date;
}

/** What people did with the mails they got. */
export interface Touches {
  /** Clicks of people, not of programs, by who they are now: whoever was merged into somebody clicked for them. */
  clicksOf(shop: ShopId, clicks: Clicks): Promise<ReadonlyMap<ContactId, readonly Touch[]>>;
  /** By code, as it was asked for: the mails that showed it. */
  ofCodes(shop: ShopId, codes: readonly string[]): Promise<ReadonlyMap<string, readonly Touch[]>>;
  /** Whose these mails were, as they are now. */
  receivers(shop: ShopId, messages: readonly MessageId[]): Promise<readonly ContactId[]>;
}

interface MessageRow {
  _id: string;
  shop: string;
  contact: ContactId;
  flow: string;
  step: string;
  stateAt: Date;
  sentAt?: Date;
}

interface ClickRow {
  _id: string;
  shop: string;
  message: string;
  type: string;
  detail?: string;
  at: Date;
}

const touchedFields = { contact: 1, flow: 1, step: 1, stateAt: 1, sentAt: 1 } as const;

const touch = (row: MessageRow, by: Touch['by'], at: Date): Touch => ({
  by,
  at,
  message: asMessageId(row._id),
  flow: asFlowId(row.flow),
  step: row.step,
});

/** Everybody who is one of these now, with who that is. */
const owners = async (
  connection: Connection,
  shop: ShopId,
  contacts: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, ContactId>> => {
  const merged = await contactRows(connection)
    .find({ shop, mergedInto: { $in: [...contacts] } }, { projection: { mergedInto: 1 } })
    .toArray();
  return new Map([
    ...contacts.map((contact) => [contact, contact] as const),
    ...merged.flatMap(({ _id, mergedInto }) =>
      mergedInto === undefined ? [] : [[_id, mergedInto] as const],
    ),
  ]);
};

type Read = (filter: mongo.Filter<MessageRow>) => Promise<readonly MessageRow[]>;

/** The mails that showed each of these codes. */
const showing = async (
  connection: Connection,
  shop: ShopId,
  { codes, read }: { readonly codes: readonly string[]; readonly read: Read },
): ReturnType<Touches['ofCodes']> => {
  if (codes.length === 0) return new Map();
  const ids = new Map(codes.map((code) => [codeId(shop, foldCode(code)), code]));
  const held = await codeRows(connection)
    .find({ _id: { $in: [...ids.keys()] }, shop }, { projection: { messages: 1 } })
    .toArray();
  const named = held.flatMap(({ messages = [] }) => messages);
  if (named.length === 0) return new Map();
  const rows = new Map((await read({ _id: { $in: named }, shop })).map((row) => [row._id, row]));
  return new Map(
    held.map(({ _id, messages = [] }) => [
      ids.get(_id) ?? '',
      messages.flatMap((id) => {
        const row = rows.get(id);
        // Nobody told whether it arrived: whoever used its code read it.
        return row === undefined ? [] : [touch(row, 'code', row.sentAt ?? row.stateAt)];
      }),
    ]),
  );
};

export const createTouches = (connection: Connection): Touches => {
  const messages = rowsOf<MessageRow>(connection, 'messages');
  const events = rowsOf<ClickRow>(connection, 'message_events');
  const read: Read = (filter) => messages.find(filter, { projection: touchedFields }).toArray();
  return {
    clicksOf: async (shop, { contacts, from, to }) => {
      if (contacts.length === 0) return new Map();
      const ownerOf = await owners(connection, shop, contacts);
      const sent = await read({ shop, contact: { $in: [...ownerOf.keys()] } });
      if (sent.length === 0) return new Map();
      const clicks = await events
        .find({
          shop,
          message: { $in: sent.map(({ _id }) => _id) },
          at: { $gte: from, $lte: to },
          type: 'clicked',
          detail: { $ne: 'scanner' },
        })
        .toArray();
      const rows = new Map(sent.map((row) => [row._id, row]));
      const found = clicks.flatMap(({ message, at }) => {
        const row = rows.get(message);
        const owner = row && ownerOf.get(row.contact);
        return row === undefined || owner === undefined ? [] : [{ owner, touch: touch(row, 'click', at) }];
      });
      return new Map(
        [...Map.groupBy(found, ({ owner }) => owner)].map(([owner, own]) => [
          owner,
          own.map((one) => one.touch),
        ]),
      );
    },
    ofCodes: (shop, codes) => showing(connection, shop, { codes, read }),
    receivers: async (shop, ids) => {
      const sent = await read({ _id: { $in: [...ids] }, shop });
      const named = [...new Set(sent.map(({ contact }) => contact))];
      const now = await contactRows(connection)
        .find({ _id: { $in: named }, shop }, { projection: { mergedInto: 1 } })
        .toArray();
      const mergedInto = new Map(now.map((row) => [row._id, row.mergedInto]));
      return [...new Set(named.map((contact) => mergedInto.get(contact) ?? contact))];
    },
  };
};
