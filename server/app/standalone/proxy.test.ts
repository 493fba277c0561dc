import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { silentLogger } from '../../lib/logger.ts';
import { createProxy } from './proxy.ts';

const far = createServer((incoming, answer) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    answer.writeHead(201, { 'content-type': 'application/json', 'x-far': 'yes' });
    const seen = { url: incoming.url, method: incoming.method, body: Buffer.concat(chunks).toString() };
    answer.end(JSON.stringify({ ...seen, forwardedHost: incoming.headers['x-forwarded-host'] }));
  });
});
const portOf = (address: string | AddressInfo | null): number =>
  z.object({ port: z.number() }).parse(address).port;

beforeAll(async () => {
  await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => far.close(resolve));
});

const appInFrontOf = (target: string): express.Express => {
  const app = express();
  app.use('/demo/store', createProxy(target, silentLogger));
  return app;
};

describe('createProxy', () => {
  it('passes method, full path, query and body on, and the answer back', async () => {
    const app = appInFrontOf(`http://127.0.0.1:${portOf(far.address())}`);

    const answer = await request(app)
      .post('/demo/store/cart?add=1')
      .type('form')
      .send('a=b')
      .set('Host', 'localhost:3000');

    expect(answer.status).toBe(201);
    expect(answer.headers['x-far']).toBe('yes');
    expect(answer.body).toEqual({
      url: '/demo/store/cart?add=1',
      method: 'POST',
      body: 'a=b',
      forwardedHost: 'localhost:3000',
    });
  });

  it('says that the store is starting when nobody listens', async () => {
    const app = appInFrontOf('http://127.0.0.1:1');

    const answer = await request(app).get('/demo/store');

    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
  });
});
