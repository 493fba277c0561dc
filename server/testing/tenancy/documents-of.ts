import { mongo } from 'mongoose';
import type { Connection } from 'mongoose';

/** Every document in which the text stands, as it is stored. */
export const documentsOf = async (connection: Connection, text: string): Promise<readonly string[]> => {
  const all: string[] = [];
  for (const collection of (await connection.db?.collections()) ?? []) {
    const documents = await collection.find().toArray();
    const texts = documents.map((document) => mongo.BSON.EJSON.stringify(document));
    all.push(
      ...texts.filter((one) => one.includes(text)).map((one) => `${collection.collectionName} ${one}`),
    );
  }
  return all.toSorted();
};
