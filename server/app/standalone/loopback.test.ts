import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { loopbackOnly } from './loopback.ts';

const app = express();
app.use(loopbackOnly);
app.get('/', (_request, response) => {
  response.send('here');
});

describe('loopbackOnly', () => {
  it.each(['localhost:3000', '127.0.0.1', '[::1]:3000'])('lets %s through', async (host) => {
    const answer = await request(app).get('/').set('Host', host);

    expect(answer.status).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'does not exist for %s',
    async (host) => {
      const answer = await request(app).get('/').set('Host', host);

      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ error: { code: 'not_found' } });
    },
  );
});
