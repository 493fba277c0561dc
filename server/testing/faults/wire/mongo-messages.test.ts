import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { createFramer, readCommand } from './mongo-messages.ts';
import type { Message } from './mongo-messages.ts';

const sectionOf = (name: string, documents: readonly object[]): Buffer => {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((document) => Buffer.from(mongo.BSON.serialize(document))),
  ]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(content.length + 4);
  return Buffer.concat([Buffer.from([1]), size, content]);
};

const messageOf = (body: object, sections: readonly Buffer[] = [], requestId = 7): Buffer => {
  const content = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from([0]),
    Buffer.from(mongo.BSON.serialize(body)),
    ...sections,
  ]);
  const header = Buffer.alloc(16);
  header.writeInt32LE(content.length + 16, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(2013, 12);
  return Buffer.concat([header, content]);
};

const framed = (bytes: Buffer): Message => {
  const [message] = createFramer()(bytes);
  if (message === undefined) throw new TypeError('no message');
  return message;
};

describe('the stream to MongoDB', () => {
  it('is cut into messages wherever its chunks end', () => {
    const stream = Buffer.concat([messageOf({ ping: 1 }, [], 1), messageOf({ hello: 1 }, [], 2)]);
    const frame = createFramer();

    const found = [...stream].flatMap((byte) => frame(Buffer.from([byte])));

    expect(found.map(({ requestId }) => requestId)).toEqual([1, 2]);
    expect(Buffer.concat(found.map(({ bytes }) => bytes))).toEqual(stream);
  });

  it('keeps an unfinished message to itself', () => {
    expect(createFramer()(messageOf({ ping: 1 }).subarray(0, 20))).toEqual([]);
  });
});

describe('readCommand', () => {
  it('finds name, collection and filter', () => {
    const command = readCommand(framed(messageOf({ find: 'inbox', filter: { holds: true } })));

    expect(command).toMatchObject({ name: 'find', collection: 'inbox', body: { filter: { holds: true } } });
  });

  it('finds the documents of a sequence beside the body', () => {
    const bytes = messageOf({ insert: 'messages' }, [sectionOf('documents', [{ _id: 'a' }, { _id: 'b' }])]);

    expect(readCommand(framed(bytes))?.parts).toEqual([{ _id: 'a' }, { _id: 'b' }]);
  });

  it('finds the statements within the body', () => {
    const command = readCommand(framed(messageOf({ update: 'turns', updates: [{ q: { _id: 'x' } }] })));

    expect(command?.parts).toEqual([{ q: { _id: 'x' } }]);
  });

  it('leaves other kinds of message alone', () => {
    const bytes = messageOf({ find: 'inbox' });
    bytes.writeInt32LE(2004, 12);

    expect(readCommand(framed(bytes))).toBeUndefined();
  });
});
