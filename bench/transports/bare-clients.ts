import { createTransport } from 'nodemailer';
import { Pool } from 'undici';
import type { OutgoingMail } from '../../server/mail/transport.ts';
import { sendgridBody } from '../../server/mail/transports/sendgrid-body.ts';

/** What anybody would write first: resolves when the far side has taken it, rejects otherwise. */
export interface BareClient {
  send(mail: OutgoingMail): Promise<void>;
  close(): Promise<void>;
}

/** `undici`'s pool with as many connections; no last look, no outcome classes, no time limit of its own. */
export const bareUndici = (url: string, connections: number): BareClient => {
  const pool = new Pool(url, { connections });
  return {
    send: async (mail) => {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/v3/mail/send',
        headers: { authorization: 'Bearer SG.bench', 'content-type': 'application/json' },
        body: sendgridBody(mail),
      });
      await body.dump();
      if (statusCode !== 202) throw new Error(`answered ${statusCode}`);
    },
    close: () => pool.close(),
  };
};

/** `nodemailer`'s pool with as many connections. */
export const bareNodemailer = (url: string, connections: number): BareClient => {
  const pool = createTransport({ url, pool: true, maxConnections: connections, maxMessages: 1000 });
  return {
    send: async ({ headers: { 'Message-ID': messageId, ...headers }, ...mail }) => {
      await pool.sendMail({
        messageId,
        headers,
        from: mail.from,
        to: { name: mail.to.name ?? '', address: mail.to.address },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        date: mail.sentAt,
      });
    },
    close: async () => pool.close(),
  };
};
