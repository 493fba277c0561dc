import { createServer, request as openRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { monotonicMs } from '../../../lib/clock.ts';
import type { WireTap } from './wire-tap.ts';

/** One request for one mail, as it passed. */
export interface Written {
  readonly message: string;
  readonly shop: string;
  readonly address: string;
  /** When its first bytes were here. */
  readonly atMs: number;
  readonly by: string;
}

export interface ProviderProxy {
  readonly baseUrl: string;
  close(): Promise<void>;
}

interface Options {
  /** Whose it is. */
  readonly by: string;
  readonly targetUrl: string;
  readonly tap: WireTap;
  readonly onWritten: (written: Written) => void;
}

const mailSchema = z.object({
  personalizations: z.tuple([z.object({ to: z.tuple([z.object({ email: z.string() })]) })]),
  custom_args: z.object({ message_id: z.string(), shop: z.string() }),
});

const readAll = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Also as much of it as came before it broke off. */
const readAnswer = async (answer: IncomingMessage): Promise<{ said: Buffer; isWhole: boolean }> => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    return { said: Buffer.concat(chunks), isWhole: answer.complete };
  } catch {
    return { said: Buffer.concat(chunks), isWhole: false };
  }
};

const forward = (request: IncomingMessage, body: Buffer, targetUrl: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const url = new URL(request.url ?? '/', targetUrl);
    const headers = { ...request.headers, host: url.host };
    openRequest(url, { method: request.method ?? 'POST', headers, agent: false })
      .once('response', resolve)
      .once('error', reject)
      .end(body);
  });

/** What is about no mail: a key that is being asked about. */
const passAsIs = (answer: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
};

const pass = async (
  { by, targetUrl, tap, onWritten }: Options,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const atMs = monotonicMs();
  const body = await readAll(request);
  if (request.url !== '/v3/mail/send') return passAsIs(await forward(request, body, targetUrl), response);
  const mail = mailSchema.parse(JSON.parse(body.toString()));
  const address = mail.personalizations[0].to[0].email;
  onWritten({ message: mail.custom_args.message_id, shop: mail.custom_args.shop, address, atMs, by });
  const first = tap({ operation: 'WRITE', moment: 'before', address });
  if (first === 'cut') return void request.socket.resetAndDestroy();
  if (first === 'swallow') return;
  const answer = await forward(request, body, targetUrl);
  const { said, isWhole } = await readAnswer(answer);
  const second = tap({ operation: 'WRITE', moment: 'after', address });
  if (second === 'cut') return void request.socket.resetAndDestroy();
  if (second === 'swallow') return;
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  if (isWhole) return void response.end(said);
  response.write(said);
  setTimeout(() => response.socket?.destroy(), 10);
};

/** One worker's way to the provider: tells of each request when it is here, and when it is answered but not told. */
export const startProviderProxy = async (options: Options): Promise<ProviderProxy> => {
  const server = createServer((request, response) => {
    // What the far side breaks off is broken off here too.
    pass(options, request, response).catch(() => request.socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    baseUrl: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
