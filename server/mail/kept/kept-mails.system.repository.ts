import { mongo } from 'mongoose';
import type { Connection } from 'mongoose';
import { realNow } from '../../lib/clock.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import type { KeptMail, MailKeeper } from './kept-mail.ts';

export interface KeptRow extends Omit<KeptMail, 'message' | 'content'> {
  readonly _id: string;
  /** Text: what stores write may have any names in it. */
  readonly content: string;
  /** Real time: what ends it. */
  readonly keptAt: Date;
}

export const keptMailRows = (connection: Connection) => rowsOf<KeptRow>(connection, 'kept_mails');

const rowOf = ({ message, content, ...mail }: KeptMail, keptAt: Date): KeptRow => ({
  ...mail,
  _id: message,
  content: JSON.stringify(content),
  keptAt,
});

const duplicateKey = 11_000;

const isKnown = (error: unknown): boolean =>
  error instanceof mongo.MongoBulkWriteError &&
  [error.writeErrors].flat().every((failure) => failure.code === duplicateKey);

/** A sub-group's mails, of whatever shops, in one command; one that is there stays: it left before. */
export const createMailKeeper = (connection: Connection): MailKeeper => {
  const rows = keptMailRows(connection);
  return {
    keep: async (mails) => {
      if (mails.length === 0) return;
      const keptAt = realNow();
      try {
        await rows.insertMany(
          mails.map((mail) => rowOf(mail, keptAt)),
          { ordered: false },
        );
      } catch (error) {
        if (!isKnown(error)) throw error;
      }
    },
  };
};
