import { connect } from 'node:net';
import { monotonicMs } from '../../server/lib/clock.ts';
import { statusOf } from './response-reader.ts';
import { webhookRequest } from './webhook.ts';

export interface LoadPlan {
  readonly port: number;
  readonly connections: number;
  /** The next delivery's id; undefined ends the load. */
  readonly next: () => string | undefined;
}

export interface LoadResult {
  readonly acknowledged: number;
  readonly refused: number;
  readonly elapsedMs: number;
  readonly latenciesMs: readonly number[];
}

interface Tally {
  acknowledged: number;
  refused: number;
  readonly latenciesMs: number[];
}

/** One keep-alive connection that sends the next delivery when the one before is answered. */
const runConnection = ({ port, next }: LoadPlan, tally: Tally): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let received = '';
    let sentAt = 0;
    const send = (): void => {
      const id = next();
      if (id === undefined) {
        socket.end();
        resolve();
        return;
      }
      received = '';
      sentAt = monotonicMs();
      socket.write(webhookRequest(id));
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received += String(chunk);
      const status = statusOf(received);
      if (status === undefined) return;
      tally.latenciesMs.push(monotonicMs() - sentAt);
      if (status === 200) tally.acknowledged += 1;
      else tally.refused += 1;
      send();
    });
  });

export const runLoad = async (plan: LoadPlan): Promise<LoadResult> => {
  const tally: Tally = { acknowledged: 0, refused: 0, latenciesMs: [] };
  const startMs = monotonicMs();
  await Promise.all(Array.from({ length: plan.connections }, () => runConnection(plan, tally)));
  return { ...tally, elapsedMs: monotonicMs() - startMs };
};
