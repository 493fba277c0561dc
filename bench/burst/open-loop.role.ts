import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { monotonicMs, sleep } from '../../server/lib/clock.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { statusOf } from '../ingest/response-reader.ts';
import { webhookRequest } from '../ingest/webhook.ts';

const planSchema = z.object({
  port: z.number(),
  perSecond: z.number(),
  seconds: z.number(),
  connections: z.number(),
  prefix: z.string(),
});
type Plan = z.infer<typeof planSchema>;

/** A delivery and the time it should have been sent at: one that waits for a connection waits in our figures too. */
interface Intended {
  readonly id: string;
  readonly atMs: number;
}

interface Answered extends Intended {
  readonly status: number;
  readonly tookMs: number;
}

interface Load {
  /** Only appended to; `next` is the first that was not sent: a shift of a long array moves all of it. */
  readonly due: Intended[];
  next: number;
  readonly idle: (() => void)[];
  readonly answers: Answered[];
  broken: number;
}

const listen = (socket: Socket, load: Load): void => {
  let under: Intended | undefined;
  let received = '';
  const next = (): void => {
    under = load.due[load.next];
    if (under !== undefined) load.next += 1;
    received = '';
    if (under === undefined) load.idle.push(next);
    else socket.write(webhookRequest(under.id));
  };
  socket.setEncoding('latin1');
  socket.on('connect', next);
  socket.on('error', () => (load.broken += 1));
  socket.on('data', (chunk) => {
    received += String(chunk);
    const status = statusOf(received);
    if (status === undefined || under === undefined) return;
    load.answers.push({ ...under, status, tookMs: monotonicMs() - under.atMs });
    next();
  });
};

const tickMs = 10;

/** Sends by the clock, whatever is answered: the senders of a sale don't wait for each other. */
const run = async (params: unknown) => {
  const plan: Plan = planSchema.parse(params);
  const load: Load = { due: [], next: 0, idle: [], answers: [], broken: 0 };
  const sockets: Socket[] = [];
  // A few at a time: how a kernel treats a flood of new connections is not what is measured.
  for (let opened = 0; opened < plan.connections; opened += 1) {
    const socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true });
    listen(socket, load);
    sockets.push(socket);
    if (opened % 100 === 99) await sleep(50);
  }
  await sleep(500);
  const startMs = monotonicMs();
  const all = plan.perSecond * plan.seconds;
  for (let sent = 0; sent < all; await sleep(tickMs)) {
    const dueByNow = Math.min(all, Math.floor(((monotonicMs() - startMs) / 1000) * plan.perSecond));
    for (; sent < dueByNow; sent += 1)
      load.due.push({ id: `${plan.prefix}-${sent}`, atMs: startMs + (sent / plan.perSecond) * 1000 });
    for (const wake of load.idle.splice(0, load.due.length - load.next)) wake();
  }
  const giveUpMs = monotonicMs() + 20_000;
  while (load.answers.length < all && monotonicMs() < giveUpMs) await sleep(50);
  for (const socket of sockets) socket.destroy();
  const stored = load.answers.filter(({ status }) => status === 200);
  return {
    sent: all,
    stored: stored.map(({ id }) => id),
    storedMs: stored.map(({ tookMs }) => tookMs),
    refusedMs: load.answers.filter(({ status }) => status === 503).map(({ tookMs }) => tookMs),
    strange: load.answers.filter(({ status }) => status !== 200 && status !== 503).length,
    unanswered: all - load.answers.length,
    broken: load.broken,
  };
};

answerCalls({ run });
