import { Buffer } from 'node:buffer';
import { mongo } from 'mongoose';

type Fields = Readonly<Record<string, unknown>>;

/** One command on its way to MongoDB, as far as a fault has to know it. */
export interface Command {
  readonly name: string;
  readonly collection: string;
  readonly body: Fields;
  /** Documents of an insert, statements of an update, from wherever the driver put them. */
  readonly parts: readonly Fields[];
}

export interface Message {
  readonly requestId: number;
  readonly responseTo: number;
  readonly opCode: number;
  readonly bytes: Buffer;
}

const headerBytes = 16;
const opMsg = 2013;

/** Cuts a stream into whole messages; what is left over waits for the next chunk. */
export const createFramer = (): ((chunk: Buffer) => readonly Message[]) => {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    while (rest.length >= headerBytes && rest.length >= rest.readInt32LE(0)) {
      const bytes = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(bytes.length);
      messages.push({
        requestId: bytes.readInt32LE(4),
        responseTo: bytes.readInt32LE(8),
        opCode: bytes.readInt32LE(12),
        bytes,
      });
    }
    return messages;
  };
};

const document = (bytes: Buffer, at: number): { readonly value: Fields; readonly end: number } => {
  const end = at + bytes.readInt32LE(at);
  return { value: mongo.BSON.deserialize(bytes.subarray(at, end)), end };
};

const sequence = (
  bytes: Buffer,
  at: number,
): { readonly values: readonly Fields[]; readonly end: number } => {
  const end = at + bytes.readInt32LE(at);
  const values: Fields[] = [];
  let next = bytes.indexOf(0, at + 4) + 1;
  while (next < end) {
    const read = document(bytes, next);
    values.push(read.value);
    next = read.end;
  }
  return { values, end };
};

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const listed = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

/** Undefined for anything but a command in OP_MSG. */
export const readCommand = ({ opCode, bytes }: Message): Command | undefined => {
  if (opCode !== opMsg) return undefined;
  const hasChecksum = (bytes.readUInt32LE(headerBytes) & 1) === 1;
  const end = bytes.length - (hasChecksum ? 4 : 0);
  let body: Fields = {};
  const parts: Fields[] = [];
  let at = headerBytes + 4;
  while (at < end) {
    if (bytes[at] === 0) {
      const read = document(bytes, at + 1);
      body = read.value;
      at = read.end;
    } else {
      const read = sequence(bytes, at + 1);
      parts.push(...read.values);
      at = read.end;
    }
  }
  const [[name, collection] = ['', '']] = Object.entries(body);
  const inBody = [...listed(body['documents']), ...listed(body['updates'])];
  return { name, collection: String(collection), body, parts: [...parts, ...inBody] };
};
