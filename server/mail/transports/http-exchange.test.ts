import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import { createExchange } from './http-exchange.ts';

const yes = (): boolean => true;
const accepted = 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n';

/** A far side that speaks bytes: it remembers what it heard and does what it is told to when a request is whole. */
const listen = async (onRequest: (socket: Socket, count: number) => void) => {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.endsWith('end')) return;
      heard.push(text);
      text = '';
      onRequest(socket, heard.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    heard,
    sockets,
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
};

describe('an exchange', () => {
  let far: Awaited<ReturnType<typeof listen>>;
  let exchange: ReturnType<typeof createExchange>;
  let act: (socket: Socket, count: number) => void;

  beforeEach(async () => {
    act = (socket) => void socket.write(accepted);
    far = await listen((socket, count) => act(socket, count));
    exchange = createExchange({ origin: far.origin, connections: 2, timeoutMs: 1500 });
  });
  afterEach(async () => {
    await exchange.close();
    await far.close();
  });

  const post = (beforeWrite = yes) =>
    exchange.post({ path: '/mail?x=1', headers: { 'x-own': 'o' }, body: 'Öl end', beforeWrite });

  it('writes head and body as they are, with the length in bytes', async () => {
    const answer = await post();

    expect(answer).toMatchObject({ kind: 'answered', status: 202, complete: true });
    expect(far.heard[0]).toMatch(/^POST \/mail\?x=1 HTTP\/1\.1\r\n/);
    expect(far.heard[0]?.toLowerCase()).toContain('content-length: 7');
    expect(far.heard[0]).toMatch(/\r\n\r\nÖl end$/);
  });

  it('asks once the connection stands, and not a byte is heard before the yes', async () => {
    const seen: { sockets: number; heard: number }[] = [];

    await post(() => {
      seen.push({ sockets: far.sockets.size, heard: far.heard.length });
      return true;
    });

    expect(seen).toHaveLength(1);
    expect(seen[0]?.heard).toBe(0);
  });

  it('writes nothing after a no, and the next one goes out all the same', async () => {
    const no = await post(() => false);
    const next = await post();

    expect(no).toEqual({ kind: 'late' });
    expect(next).toMatchObject({ kind: 'answered', status: 202 });
    expect(far.heard).toHaveLength(1);
  });

  it('takes a connection again', async () => {
    const many = createExchange({ origin: far.origin, connections: 8, timeoutMs: 1500 });
    for (let sent = 0; sent < 8; sent += 1)
      await many.post({ path: '/', headers: {}, body: 'end', beforeWrite: yes });
    await many.close();

    expect(far.heard).toHaveLength(8);
    // The first is not free yet when the second asks for one.
    expect(far.sockets.size).toBeLessThan(4);
  });

  it('asks those that wait for a connection when theirs is free, not before', async () => {
    const held: Socket[] = [];
    act = (socket) => void held.push(socket);
    let asked = 0;
    const ask = (): boolean => {
      asked += 1;
      return true;
    };
    const three = Promise.all([post(ask), post(ask), post(ask)]);
    await eventually(() => held.length === 2);

    const askedEarly = asked;
    act = (socket) => void socket.write(accepted);
    for (const socket of held) socket.write(accepted);

    expect((await three).map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered']);
    expect(askedEarly).toBe(2);
    expect(asked).toBe(3);
  });

  it('never sends a second time what was cut off on its way', async () => {
    act = (socket) => void socket.resetAndDestroy();

    const lost = await post();
    act = (socket) => void socket.write(accepted);
    await post();

    expect(lost).toEqual({ kind: 'lost', reason: 'econnreset' });
    expect(far.heard).toHaveLength(2);
  });

  it('counts a connection that was closed in silence as lost, not as refused', async () => {
    act = (socket) => void socket.end();

    expect(await post()).toEqual({ kind: 'lost', reason: 'econnreset' });
    expect(far.heard).toHaveLength(1);
  });

  it('waits so long and no longer for an answer', async () => {
    act = () => undefined;

    expect(await post()).toEqual({ kind: 'lost', reason: 'timeout' });
  });

  it('knows a status whose answer broke off', async () => {
    act = (socket) => void socket.end('HTTP/1.1 500 No\r\ncontent-length: 10\r\n\r\nhalf');

    expect(await post()).toMatchObject({ kind: 'answered', status: 500, complete: false });
  });

  it('knows a status whose answer never ends', async () => {
    act = (socket) => void socket.write('HTTP/1.1 202 Yes\r\ncontent-length: 10\r\n\r\nhalf');

    expect(await post()).toMatchObject({ kind: 'answered', status: 202, complete: false });
  });

  it('takes no hint for an answer', async () => {
    act = (socket) => void socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${accepted}`);

    expect(await post()).toMatchObject({ kind: 'answered', status: 202, complete: true });
  });

  it('knows what talks no HTTP', async () => {
    act = (socket) => void socket.write('220 mail.example ESMTP\r\n');

    expect((await post()).kind).toBe('lost');
  });

  it('is refused where nobody listens, and asks nobody', async () => {
    await far.close();
    let asked = 0;

    const answer = await post(() => {
      asked += 1;
      return true;
    });

    expect(answer).toEqual({ kind: 'refused', reason: 'econnrefused' });
    expect(asked).toBe(0);
  });

  it('is refused while it waits for its turn, when the exchange is closed over it', async () => {
    act = () => undefined;
    const slow = createExchange({ origin: far.origin, connections: 2, timeoutMs: 30_000 });
    const first = [1, 2].map(() => slow.post({ path: '/', headers: {}, body: 'end', beforeWrite: yes }));
    await eventually(() => far.heard.length === 2);
    const patient = slow.post({ path: '/', headers: {}, body: 'end', beforeWrite: yes });

    await slow.close();

    expect((await patient).kind).toBe('refused');
    expect((await Promise.all(first)).map(({ kind }) => kind)).toEqual(['lost', 'lost']);
    expect(far.heard).toHaveLength(2);
  });

  it('sends nothing whose header could split', async () => {
    const answer = await exchange.post({
      path: '/',
      headers: { 'x-own': 'a\r\nx-other: b' },
      body: 'end',
      beforeWrite: yes,
    });

    expect(answer.kind).toBe('refused');
    expect(far.heard).toHaveLength(0);
  });

  it('settles what is under way when it is closed', async () => {
    act = () => undefined;
    const one = post();
    await eventually(() => far.heard.length > 0);

    await exchange.close();

    expect((await one).kind).toBe('lost');
  });
});
