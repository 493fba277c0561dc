import { Buffer } from 'node:buffer';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { sleep } from '../../../lib/clock.ts';
import { operationOf } from '../points/classify.ts';
import type { Operation } from '../points/classify.ts';
import { createFramer, readCommand } from '../wire/mongo-messages.ts';
import type { Command, Message } from '../wire/mongo-messages.ts';
import type { WireTap } from './wire-tap.ts';

export interface DatabaseProxy {
  readonly port: number;
  /** Each way, for every message from now on. */
  delay(ms: number): void;
  /** Ends all connections and takes no new ones. */
  refuse(): void;
  /** Keeps all connections open and forwards nothing, either way. */
  blackhole(): void;
  /** As if nothing had been; connections of the ill time are ended. */
  heal(): void;
  commands(): number;
  close(): Promise<void>;
}

interface Link {
  delayMs: number;
  state: 'open' | 'refusing' | 'silent';
  commands: number;
}

interface Expected {
  readonly operation: Operation;
  readonly command: Command;
}

const largestGreeting = 4096;

/** A member's replies name its own address; the driver would go there, past the proxy. */
const readdress = (bytes: Buffer, from: Buffer, to: Buffer): Buffer => {
  if (bytes.length > largestGreeting || !bytes.includes(from)) return bytes;
  const changed = Buffer.from(bytes);
  for (let at = changed.indexOf(from); at !== -1; at = changed.indexOf(from, at + to.length))
    to.copy(changed, at);
  return changed;
};

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

const end = ({ client, server }: Pair): void => {
  client.destroy();
  server.destroy();
};

/** Hands messages on one after the other, whatever the delay does meanwhile. */
const createLane = (link: Link, to: Socket): ((bytes: Buffer) => void) => {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  const write = (bytes: Buffer): void => {
    if (link.state === 'open' && !to.destroyed) to.write(bytes);
  };
  return (bytes) => {
    if (link.delayMs === 0 && waiting === 0) return write(bytes);
    waiting += 1;
    last = last.then(async () => {
      await sleep(link.delayMs);
      waiting -= 1;
      write(bytes);
    });
  };
};

interface Joint {
  readonly link: Link;
  readonly tap: WireTap;
  /** The member's own address, and the one that it is to be known by. */
  readonly addresses: readonly [Buffer, Buffer];
}

const join = (pair: Pair, { link, tap, addresses }: Joint): void => {
  const expected = new Map<number, Expected>();
  const toServer = createLane(link, pair.server);
  const toClient = createLane(link, pair.client);

  const onRequest = (message: Message): void => {
    link.commands += 1;
    const command = readCommand(message);
    const operation = command === undefined ? undefined : operationOf(command);
    if (command !== undefined && operation !== undefined) {
      const fate = tap({ operation, moment: 'before', command });
      if (fate === 'cut') return end(pair);
      if (fate === 'swallow') return;
      expected.set(message.requestId, { operation, command });
    }
    toServer(message.bytes);
  };
  const onReply = (message: Message): void => {
    const known = expected.get(message.responseTo);
    expected.delete(message.responseTo);
    if (known !== undefined) {
      const fate = tap({ ...known, moment: 'after' });
      if (fate === 'cut') return end(pair);
      if (fate === 'swallow') return;
    }
    toClient(readdress(message.bytes, ...addresses));
  };
  const requests = createFramer();
  const replies = createFramer();
  pair.client.on('data', (chunk: Buffer) => requests(chunk).forEach(onRequest));
  pair.server.on('data', (chunk: Buffer) => replies(chunk).forEach(onReply));
  for (const socket of [pair.client, pair.server]) {
    socket.on('error', () => end(pair));
    socket.on('close', () => end(pair));
  }
};

/** MongoDB on a port of its own that can be ill, and tells of each operation of the protocol as it passes. */
export const startDatabaseProxy = async (targetPort: number, tap: WireTap): Promise<DatabaseProxy> => {
  const link: Link = { delayMs: 0, state: 'open', commands: 0 };
  const pairs = new Set<Pair>();
  let addresses: readonly [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];
  const server = createServer({ noDelay: true }, (client) => {
    if (link.state === 'refusing') {
      client.destroy();
      return;
    }
    const pair = { client, server: connect({ port: targetPort, host: '127.0.0.1', noDelay: true }) };
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
    join(pair, { link, tap, addresses });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = z.object({ port: z.number() }).parse(server.address());
  addresses = [Buffer.from(`127.0.0.1:${targetPort}`), Buffer.from(`127.0.0.1:${own}`)];
  if (addresses[0].length !== addresses[1].length) throw new Error('ports of unequal length');
  const endAll = (): void => pairs.forEach(end);
  return {
    port: own,
    delay: (ms) => {
      link.delayMs = ms;
    },
    refuse: () => {
      link.state = 'refusing';
      endAll();
    },
    blackhole: () => {
      link.state = 'silent';
    },
    heal: () => {
      const wasIll = link.state !== 'open';
      link.state = 'open';
      link.delayMs = 0;
      if (wasIll) endAll();
    },
    commands: () => link.commands,
    close: () =>
      new Promise((resolve) => {
        endAll();
        server.close(() => resolve());
      }),
  };
};
