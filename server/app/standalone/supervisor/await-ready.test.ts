import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../mongod/free-port.ts';
import { awaitReady } from './await-ready.ts';
import { requireFreePort } from './ports.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

const serve = async (statuses: readonly number[]): Promise<number> => {
  const port = await freePort();
  let asked = 0;
  server = createServer((_request, response) => {
    response.statusCode = statuses[Math.min(asked, statuses.length - 1)] ?? 500;
    asked += 1;
    response.end('no worker heartbeat');
  });
  server.listen(port);
  await once(server, 'listening');
  return port;
};

const never = new AbortController().signal;

describe('awaitReady', () => {
  it('comes back when readyz says 200', async () => {
    const port = await serve([503, 503, 200]);

    await expect(awaitReady({ baseUrl: `http://localhost:${port}`, signal: never })).resolves.toBeUndefined();
  });

  it('tells the reason when the time is over', async () => {
    const port = await serve([503]);

    const waiting = awaitReady({ baseUrl: `http://localhost:${port}`, signal: never, timeoutMs: 50 });

    await expect(waiting).rejects.toThrow('503 no worker heartbeat');
  });

  it('comes back when everything is being stopped', async () => {
    const port = await freePort();

    const waiting = awaitReady({ baseUrl: `http://localhost:${port}`, signal: AbortSignal.abort() });

    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('requireFreePort', () => {
  it('lets a free port pass', async () => {
    await expect(requireFreePort(await freePort())).resolves.toBeUndefined();
  });

  it('says which port is taken and what to do', async () => {
    const port = await serve([200]);

    await expect(requireFreePort(port)).rejects.toThrow(new RegExp(`^port ${port} .* set PORT to another$`));
  });
});
