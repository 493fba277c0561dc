import { SMTPServer } from 'smtp-server';
import { answerCalls } from '../harness/answer-calls.ts';

const taken = new Map<string, number>();
const idPattern = /^Message-ID: <([^>]+)>/im;
/** The header stands first. */
const headBytes = 4000;

/** A mail server that takes every mail and remembers its id. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const id = idPattern.exec(Buffer.concat(chunks).toString('latin1', 0, headBytes))?.[1] ?? '';
      taken.set(id, (taken.get(id) ?? 0) + 1);
      done();
    });
  },
});

answerCalls({
  start: async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.server.address();
    return `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  },
  taken: async () => {
    const counts = [...taken.values()];
    return { mails: counts.length, twice: counts.filter((count) => count > 1).length };
  },
});
