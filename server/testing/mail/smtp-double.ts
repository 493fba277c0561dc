import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { IllnessName } from '../../mail/transports/ill-far-side.ts';

export interface TakenMail {
  readonly to: string;
  /** As it came, header and all. */
  readonly raw: string;
}

/** A mail server that listens on loopback, and falls ill on command. */
export interface SmtpDouble {
  readonly port: number;
  fallIll(illness: IllnessName): void;
  readonly taken: readonly TakenMail[];
  heardContent(): boolean;
  close(): Promise<void>;
}

type Done = (error?: Error | null) => void;

const refusal = (responseCode: number): Error => Object.assign(new Error('ill'), { responseCode });

/** The numbers of RFC 5321 §4.2.3. */
const atConnect: Partial<Record<IllnessName, number>> = { 'asking to wait': 421 };
const atSender: Partial<Record<IllnessName, number>> = { 'refusing the sender': 550 };
const atRecipient: Partial<Record<IllnessName, number>> = {
  'refusing this mail': 550,
  'putting this mail off': 450,
};
const atEnd: Partial<Record<IllnessName, number>> = {
  'failing with a whole answer': 451,
  'unavailable with a whole answer': 452,
  'finding the mail too large': 552,
};
/** Bytes that are no whole answer. */
const halves: Partial<Record<IllnessName, string>> = {
  'failing with half an answer': '451 4.3.0 it went wr',
  'taking the mail with half an answer': '25',
};
const takes = new Set<IllnessName>([
  'well',
  'slow to answer',
  'taking the mail and saying nothing',
  'taking the mail and hanging up',
  'taking the mail with half an answer',
]);

const slowMs = 150;

const trickle = (socket: Socket | undefined): void => {
  const timer = setInterval(() => socket?.write('250-still here\r\n'), 50);
  socket?.once('close', () => clearInterval(timer));
};

const answerWith =
  (codes: Partial<Record<IllnessName, number>>, illnessNow: () => IllnessName) =>
  (_value: unknown, _session: SMTPServerSession, done: Done): void => {
    const code = codes[illnessNow()];
    done(code === undefined ? null : refusal(code));
  };

/** Takes no connection it had before with it: what it says at a connection's start, it says to the next mail too. */
export const startSmtpDouble = async (limits: { readonly maxClients?: number } = {}): Promise<SmtpDouble> => {
  const sockets = new Map<string, Socket>();
  const open = new Set<Socket>();
  const taken: TakenMail[] = [];
  let illness: IllnessName = 'well';
  let heard = false;
  const now = (): IllnessName => illness;
  const socketOf = ({ remotePort }: { readonly remotePort: number }): Socket | undefined =>
    sockets.get(String(remotePort));

  const atTheEnd = (session: SMTPServerSession, raw: string, done: Done): void => {
    const socket = socketOf(session);
    if (takes.has(illness)) taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw });
    const half = halves[illness];
    const code = atEnd[illness];
    if (half !== undefined) socket?.end(half);
    else if (code !== undefined) done(refusal(code));
    else if (illness === 'taking the mail and hanging up') socket?.resetAndDestroy();
    else if (illness === 'trickling its answer') trickle(socket);
    else if (illness === 'slow to answer') setTimeout(done, slowMs);
    else if (illness === 'well') done();
  };

  const server = new SMTPServer({
    ...limits,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect: (_session, done) => {
      const code = atConnect[illness];
      if (code !== undefined) done(refusal(code));
      else if (illness !== 'silent when it is called') done();
    },
    onAuth: (_auth, _session, done) =>
      illness === 'refusing the key' ? done(refusal(535)) : done(null, { user: 'encore' }),
    onMailFrom: answerWith(atSender, now),
    onRcptTo: answerWith(atRecipient, now),
    onData: (stream: SMTPServerDataStream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        heard = true;
        chunks.push(chunk);
        if (illness === 'hanging up in the middle of the mail') socketOf(session)?.resetAndDestroy();
      });
      stream.on('end', () => atTheEnd(session, Buffer.concat(chunks).toString(), done));
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.set(String(socket.remotePort), socket);
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    fallIll: (next) => {
      [illness, heard] = [next, false];
      // Connections that are kept would never be told what a new one is.
      for (const socket of open) socket.destroy();
    },
    taken,
    heardContent: () => heard,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
