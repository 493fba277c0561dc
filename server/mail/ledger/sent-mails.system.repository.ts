import type { Connection } from 'mongoose';
import { asEnrollmentId, asMessageId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { readRows } from '../../shop/row-reads.repository.ts';
import type { ReadRows } from '../../shop/row-reads.repository.ts';
import type { SentMails } from '../send/send-ports.ts';
import type { MessageDocument } from './message.model.ts';

/** @param read how rows are read: with those of other collections, if the gate's look gathers them */
export const createSentMails = (connection: Connection, read: ReadRows = readRows): SentMails => {
  const messages = rowsOf<MessageDocument>(connection, 'messages');
  return {
    includedIn: async (enrollments) => {
      const filter = {
        includes: { $in: [...enrollments] },
        status: { $in: ['accepted' as const, 'unknown' as const] },
      };
      return new Map(
        (await read(messages, filter)).flatMap(({ _id, includes = [] }) =>
          includes.map((enrollment) => [asEnrollmentId(enrollment), asMessageId(_id)] as const),
        ),
      );
    },
    read: async (ids) => {
      const found = await read(messages, { _id: { $in: [...ids] } });
      return new Map(found.map(({ _id, sentAt, status }) => [asMessageId(_id), { sentAt, status }]));
    },
  };
};
