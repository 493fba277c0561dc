import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { z } from 'zod';
import { sleep } from '../../server/lib/clock.ts';
import { randomToken } from '../../server/lib/digest.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { portOf } from '../harness/port-of.ts';

const startSchema = z.object({ delayMs: z.number() });
/** How often each message id was taken, and how much there was in all. */
interface Taken {
  readonly counts: Map<string, number>;
  bytes: number;
}

let server: Server | undefined;
let taken: Taken = { counts: new Map(), bytes: 0 };

const idPattern = /"message_id":"([^"]+)"/;
/** Opaque arguments stand near the end, behind the mail's own text. */
const tailBytes = 2000;

/** A real one's work happens elsewhere: whoever is measured here shares the cores with this process, so it reads no more than it must. */
const take = (body: Buffer): boolean => {
  const id = idPattern.exec(body.toString('latin1', Math.max(0, body.length - tailBytes)))?.[1];
  if (id === undefined) return false;
  taken.counts.set(id, (taken.counts.get(id) ?? 0) + 1);
  taken.bytes += body.length;
  return true;
};

/** A SendGrid that takes every mail, after the time a real one needs. */
const createProvider = (delayMs: number): Server =>
  // Idle connections stay longer than any pause of a busy machine: one closed under a request leaves a mail unknown.
  createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (!take(Buffer.concat(chunks))) {
        response.writeHead(400).end();
        return;
      }
      void sleep(delayMs).then(() => response.writeHead(202, { 'x-message-id': randomToken(12) }).end());
    });
  });

const start = async (params: unknown): Promise<string> => {
  server?.closeAllConnections();
  server?.close();
  taken = { counts: new Map(), bytes: 0 };
  const next = createProvider(startSchema.parse(params).delayMs);
  server = next;
  await new Promise<void>((resolve) => next.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(next)}/`;
};

const tell = (): Promise<unknown> => {
  const counts = [...taken.counts.values()];
  const twice = counts.filter((count) => count > 1).length;
  return Promise.resolve({ mails: counts.length, twice, bytes: taken.bytes });
};

answerCalls({ start, taken: tell });
