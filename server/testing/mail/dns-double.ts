import { createSocket } from 'node:dgram';

/** A DNS server on loopback that answers TXT questions out of a map; other names don't exist. */
export interface DnsDouble {
  /** `address:port`. */
  readonly server: string;
  /** By name; each record in pieces of at most 255 bytes is the double's business. */
  readonly txt: Map<string, readonly string[]>;
  /** Answers nothing at all. */
  silent: boolean;
  close(): Promise<void>;
}

const typeTxt = 16;
const headerBytes = 12;

interface Question {
  readonly name: string;
  /** Where it ends in the message. */
  readonly end: number;
}

/** Labels, each behind its length, up to an empty one; then two bytes of type and two of class (RFC 1035 §4.1.2). */
const questionOf = (message: Buffer): Question => {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
};

const piecesOf = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 255) }, (_piece, index) =>
    bytes.subarray(index * 255, (index + 1) * 255),
  );
  return Buffer.concat(pieces.flatMap((piece) => [Buffer.from([piece.length]), piece]));
};

const answerOf = (text: string): Buffer => {
  const data = piecesOf(text);
  const head = Buffer.alloc(headerBytes);
  // A pointer to the question's name, then type, class, time to live and length.
  head.writeUInt16BE(0xc0_0c, 0);
  head.writeUInt16BE(typeTxt, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

const replyTo = (message: Buffer, txt: ReadonlyMap<string, readonly string[]>): Buffer => {
  const { name, end } = questionOf(message);
  const records = message.readUInt16BE(end - 4) === typeTxt ? (txt.get(name) ?? []) : [];
  const head = Buffer.alloc(headerBytes);
  message.copy(head, 0, 0, 2);
  head.writeUInt16BE(records.length > 0 || txt.has(name) ? 0x81_80 : 0x81_83, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, message.subarray(headerBytes, end), ...records.map(answerOf)]);
};

export const startDnsDouble = async (): Promise<DnsDouble> => {
  const socket = createSocket('udp4');
  const txt = new Map<string, readonly string[]>();
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const double: DnsDouble = {
    server: `127.0.0.1:${socket.address().port}`,
    txt,
    silent: false,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (message, from) => {
    if (!double.silent) socket.send(replyTo(message, txt), from.port, from.address);
  });
  return double;
};
