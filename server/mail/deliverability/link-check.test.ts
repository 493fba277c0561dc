import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGuardedRequest } from '../../lib/outgoing/guarded-request.ts';
import { createLinkCheck, findingOfLinks } from './link-check.ts';
import type { LinkCheck } from './link-check.ts';

let server: Server;
let base: string;
let heard: string[];
let nowMs: number;
let check: LinkCheck;
beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    const [, status = '200', get] = (request.url ?? '').split('/');
    if (status === 'never') return;
    const code = request.method === 'GET' && get !== undefined ? Number(get) : Number(status);
    response.writeHead(code, { location: 'http://169.254.169.254/' }).end('x'.repeat(100));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  [heard, nowMs] = [[], 0];
  const request = createGuardedRequest({ allowLoopback: true, timeoutMs: 300 });
  check = createLinkCheck({ request, nowMs: () => nowMs, patienceMs: 10_000 });
});

const stateAt = async (path: string): Promise<string | undefined> =>
  (await check([base + path])).get(base + path);

describe('a link of a mail', () => {
  it.each([
    ['/200', 'there'],
    ['/204', 'there'],
    ['/302', 'there'],
    ['/404/404', 'broken'],
    ['/410', 'broken'],
    ['/401', 'unclear'],
    ['/403', 'unclear'],
    ['/429', 'unclear'],
    ['/503', 'unclear'],
    ['/never', 'unclear'],
    ['/405/200', 'there'],
    ['/404/200', 'there'],
    ['/501/410', 'broken'],
  ])('%s is %s', async (path, state) => {
    expect(await stateAt(path)).toBe(state);
  });

  it('is asked for its head, once an hour, and followed nowhere', async () => {
    await check([`${base}/302`, `${base}/302`]);
    await check([`${base}/302`]);
    nowMs += 3_600_001;
    await check([`${base}/302`]);

    expect(heard).toEqual(['HEAD /302', 'HEAD /302']);
  });

  it('is never asked for where it leads into a private network, and called broken', async () => {
    const guarded = createLinkCheck({
      request: createGuardedRequest({ resolve: async () => [{ address: '10.0.0.1', family: 4 }] }),
    });

    expect((await guarded(['https://intern.example/'])).get('https://intern.example/')).toBe('broken');
  });

  it('over plain http is not judged, and one whose name nobody knows is broken', async () => {
    const guarded = createLinkCheck({
      request: createGuardedRequest({ resolve: () => Promise.reject(new Error('ENOTFOUND')) }),
    });

    expect([...(await guarded(['http://lumen.example/', 'https://lumen.invalid/'])).values()]).toEqual([
      'unclear',
      'broken',
    ]);
  });

  it('is one of twenty at most', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `${base}/200/${index}`);

    expect((await check(many)).size).toBe(20);
    expect(heard).toHaveLength(20);
  });

  it('that takes too long is unclear, and known the next time', async () => {
    let answerNow = (): void => undefined;
    const waited = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    const patient = createLinkCheck({
      request: async () => {
        await waited;
        return { kind: 'answered', status: 200, body: '' };
      },
      patienceMs: 20,
    });
    const first = await patient(['https://slow.example/']);
    answerNow();
    await new Promise((resolve) => setTimeout(resolve, 0));
    const second = await patient(['https://slow.example/']);

    expect([...first.values(), ...second.values()]).toEqual(['unclear', 'there']);
  });
});

describe('what is said of links', () => {
  it.each([
    [['there', 'there'], 'ok', 'All 2 links lead somewhere.'],
    [['there', 'unclear'], 'ok', 'Of 2 links, 1 could not be looked at.'],
    [['broken', 'there', 'broken'], 'fail', '2 of 3 links lead nowhere, the first to https://x.example/0'],
    [[], 'ok', 'All 0 links lead somewhere.'],
  ] as const)('of %j is %s', (states, level, says) => {
    const found = new Map(states.map((state, index) => [`https://x.example/${index}`, state]));

    expect(findingOfLinks(found)).toMatchObject({ key: 'links', level, says });
  });
});
