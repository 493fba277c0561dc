import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import request from 'supertest';
import { refuseWhenFull } from './refuse-when-full.ts';

let server: Server;
let hasRoom = true;
let refused = 0;

beforeAll(async () => {
  const listener = refuseWhenFull(
    (_request, response) => void response.writeHead(200).end('taken'),
    { hasRoom: () => hasRoom },
    () => (refused += 1),
  );
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('refuseWhenFull', () => {
  it('answers webhooks 503 with a time to come back while there is no room', async () => {
    hasRoom = false;

    const response = await request(server).post('/webhooks/shopify').send('x'.repeat(100_000));

    expect(response.status).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(response.body).toMatchObject({ error: { code: 'overloaded' } });
    expect(refused).toBe(1);
  });

  it('lets everything else through, so that the admin and people leaving are still answered', async () => {
    hasRoom = false;

    expect((await request(server).get('/u/token')).status).toBe(200);
  });

  it('goes on once there is room', async () => {
    hasRoom = true;

    expect((await request(server).post('/webhooks/shopify').send('{}')).text).toBe('taken');
  });
});
