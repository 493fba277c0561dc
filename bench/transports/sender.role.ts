import { z } from 'zod';
import { monotonicMs } from '../../server/lib/clock.ts';
import type { OutgoingMail, Transport } from '../../server/mail/transport.ts';
import { createSendgridTransport } from '../../server/mail/transports/sendgrid.ts';
import { createSmtpTransport } from '../../server/mail/transports/smtp.ts';
import { answerCalls } from '../harness/answer-calls.ts';
import { bareNodemailer, bareUndici } from './bare-clients.ts';
import type { BareClient } from './bare-clients.ts';
import { createMailPile } from './mail-pile.ts';

const openSchema = z.object({
  contender: z.enum(['sendgrid', 'undici', 'smtp', 'nodemailer']),
  url: z.string(),
});
const runSchema = z.object({ round: z.string(), count: z.number(), atOnce: z.number() });

const timeoutMs = 60_000;
const connections = { http: 256, smtp: 8 } as const;

const ours = (transport: Transport): BareClient => ({
  send: async (mail) => {
    const outcome = await transport.send(mail, () => true);
    if (outcome.kind !== 'accepted') throw new Error(`${transport.key}: ${JSON.stringify(outcome)}`);
  },
  close: transport.close,
});

const open = {
  sendgrid: (url: string) => ours(createSendgridTransport({ apiKey: 'SG.bench', baseUrl: url, timeoutMs })),
  undici: (url: string) => bareUndici(url, connections.http),
  smtp: (url: string) => ours(createSmtpTransport({ url, timeoutMs, connections: connections.smtp })),
  nodemailer: (url: string) => bareNodemailer(url, connections.smtp),
};

let client: BareClient | undefined;
const pile = await createMailPile();

/** So many are under way at once, as a worker's lanes have them. */
const sendAll = async (mails: readonly OutgoingMail[], atOnce: number): Promise<void> => {
  const queue = mails.values();
  const lane = async (): Promise<void> => {
    for (const mail of queue) await client?.send(mail);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
};

answerCalls({
  open: async (params) => {
    const { contender, url } = openSchema.parse(params);
    client = open[contender](url);
  },
  run: async (params) => {
    const { round, count, atOnce } = runSchema.parse(params);
    const mails = pile(round, count);
    const cpu = process.cpuUsage();
    const startMs = monotonicMs();
    await sendAll(mails, atOnce);
    const elapsedMs = monotonicMs() - startMs;
    const { user, system } = process.cpuUsage(cpu);
    return { elapsedMs, cpuMs: (user + system) / 1000 };
  },
});
