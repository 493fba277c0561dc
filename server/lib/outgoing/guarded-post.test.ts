import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createGuardedPost } from './guarded-post.ts';

let server: Server;
let port: number;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const heard: { url: string | undefined; host: string | undefined; body: string }[] = [];

beforeEach(async () => {
  heard.length = 0;
  answer = (_request, response) => response.writeHead(204).end();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ url: request.url, host: request.headers.host, body });
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

const headers = { 'content-type': 'application/json' };
const here = (path = '/'): string => `http://127.0.0.1:${port}${path}`;
const loopback = createGuardedPost({ allowLoopback: true });

describe('a guarded post', () => {
  it('arrives with its body, and says how it was answered', async () => {
    const answered = await loopback({ url: here('/in?x=1'), headers, body: '{"a":1}' });

    expect(answered).toEqual({ kind: 'answered', status: 204 });
    expect(heard).toEqual([{ url: '/in?x=1', host: `127.0.0.1:${port}`, body: '{"a":1}' }]);
  });

  it('goes nowhere near this machine unless it is told to', async () => {
    const guarded = createGuardedPost();

    for (const url of [here(), `https://127.0.0.1:${port}/`, 'https://[::1]/', 'https://2130706433/'])
      expect(await guarded({ url, headers, body: '' })).toEqual({
        kind: 'refused',
        reason: 'url_not_allowed',
      });
    expect(heard).toEqual([]);
  });

  it('does not follow where it is sent on to', async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();

    const answered = await loopback({ url: here(), headers, body: '' });

    expect(answered).toEqual({ kind: 'answered', status: 302 });
    expect(heard).toHaveLength(1);
  });

  it('reads no endless answer', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const little = createGuardedPost({ allowLoopback: true, maxAnswerBytes: 100_000, timeoutMs: 60_000 });

    expect(await little({ url: here(), headers, body: '' })).toEqual({ kind: 'answered', status: 200 });
  });

  it('waits for no silent server', async () => {
    answer = () => undefined;
    const impatient = createGuardedPost({ allowLoopback: true, timeoutMs: 50 });

    const answered = await impatient({ url: here(), headers, body: '' });

    expect(answered).toEqual({ kind: 'unreachable', reason: 'timed_out' });
  });

  it('waits for no silent name server', async () => {
    const impatient = createGuardedPost({ resolve: () => new Promise(() => undefined), timeoutMs: 50 });

    const answered = await impatient({ url: 'https://hooks.example/', headers, body: '' });

    expect(answered).toEqual({ kind: 'unreachable', reason: 'timed_out' });
  });

  it('says that nobody is there', async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');

    const answered = await loopback({ url: here(), headers, body: '' });

    expect(answered).toEqual({ kind: 'unreachable', reason: 'connection_failed' });
    server = createServer().listen(0, '127.0.0.1');
  });
});

describe('a name', () => {
  const resolving = (...addresses: string[]) =>
    jest.fn(async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

  it.each([['10.0.0.1'], ['169.254.169.254'], ['::1'], ['::ffff:10.0.0.1'], ['fd00:ec2::254'], ['0.0.0.0']])(
    'that leads to %s is not called',
    async (address) => {
      const guarded = createGuardedPost({ resolve: resolving(address) });

      const answered = await guarded({ url: 'https://hooks.example/', headers, body: '' });

      expect(answered).toEqual({ kind: 'refused', reason: 'address_not_public' });
    },
  );

  it('that leads to a public and to a private address is not called', async () => {
    const guarded = createGuardedPost({ resolve: resolving('1.1.1.1', '192.168.0.1') });

    const answered = await guarded({ url: 'https://hooks.example/', headers, body: '' });

    expect(answered).toEqual({ kind: 'refused', reason: 'address_not_public' });
  });

  it('that nobody knows is not called', async () => {
    const guarded = createGuardedPost({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });

    const answered = await guarded({ url: 'https://hooks.example/', headers, body: '' });

    expect(answered).toEqual({ kind: 'unreachable', reason: 'name_unknown' });
  });

  it('is looked up once: what it leads to a moment later changes nothing', async () => {
    const resolve = resolving('127.0.0.1');
    resolve.mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }]);
    resolve.mockResolvedValue([{ address: '169.254.169.254', family: 4 }]);
    const guarded = createGuardedPost({ resolve, allowLoopback: true });

    const answered = await guarded({ url: `http://rebinding.example:${port}/`, headers, body: '' });

    expect(answered).toEqual({ kind: 'answered', status: 204 });
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(heard[0]?.host).toBe(`rebinding.example:${port}`);
  });
});
