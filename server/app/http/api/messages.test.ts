import { beforeEach, describe, expect, it } from '@jest/globals';
import { figuresSchema } from '../../../insights/figures/figures.contract.ts';
import { messageDetailSchema, messagePageSchema } from '../../../mail/message.contract.ts';
import { aMessage } from '../../../testing/admin-api/a-message.ts';
import { lumen } from '../../../testing/admin-api/in-memory-services.ts';
import { codeOf, createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

describe('GET /api/messages', () => {
  it('shows whom it went to without the whole address', async () => {
    const answer = await api.get('/messages');

    const page = messagePageSchema.parse(answer.body);
    expect(page.messages[0]?.contact).toEqual({
      id: 'contact-1',
      name: 'Mara Lind',
      address: 'm•••@example.com',
    });
    expect(JSON.stringify(answer.body)).not.toContain('mara@');
  });

  it('shows an erased contact without a name or an address', async () => {
    api.memory.messages.set(lumen, [
      aMessage({ contact: { id: 'contact-9' }, subject: undefined, status: 'skipped' }),
    ]);

    const answer = await api.get('/messages');

    expect(messagePageSchema.parse(answer.body).messages[0]).toMatchObject({
      contact: { id: 'contact-9', name: null, address: null },
      subject: null,
    });
  });

  it('goes on from its cursor until there is no more', async () => {
    api.memory.messages.set(
      lumen,
      Array.from({ length: 70 }, (_, index) => aMessage({ id: `message-${index}` })),
    );
    const first = messagePageSchema.parse((await api.get('/messages')).body);

    const second = messagePageSchema.parse((await api.get(`/messages?cursor=${first.nextCursor}`)).body);

    expect(first.messages).toHaveLength(50);
    expect(second.messages).toHaveLength(20);
    expect(second.messages[0]?.id).toBe('message-50');
    expect(second.nextCursor).toBeNull();
  });

  it('filters by flow and status', async () => {
    api.memory.messages.set(lumen, [
      aMessage({ id: 'a', status: 'skipped', reason: 'no_consent' }),
      aMessage({ id: 'b' }),
      aMessage({ id: 'c', status: 'skipped', flow: { id: 'cross-sell', title: 'Cross-sell' } }),
    ]);

    const answer = await api.get('/messages?flow=abandoned-checkout&status=skipped');

    expect(messagePageSchema.parse(answer.body).messages.map(({ id }) => id)).toEqual(['a']);
  });

  it.each(['status=delivered', 'status=skipped&status=failed', 'flow=', 'limit=9999'])(
    'refuses ?%s',
    async (query) => {
      const answer = await api.get(`/messages?${query}`);

      expect(answer.status).toBe(400);
      expect(codeOf(answer.body)).toBe('request_invalid');
    },
  );
});

describe('GET /api/messages/:id', () => {
  it("shows the gate's answers in the order they were asked", async () => {
    const answer = await api.get('/messages/message-1');

    expect(messageDetailSchema.parse(answer.body).gate).toEqual([
      { clause: 'address-valid', pass: true, saw: null },
      { clause: 'consent', pass: true, saw: 'subscribed' },
    ]);
  });

  it('says with its orders how long one is credited, as the figures do', async () => {
    const [message, figures] = [await api.get('/messages/message-1'), await api.get('/figures')];

    const { orders, attributionDays } = messageDetailSchema.parse(message.body);
    expect(orders.map(({ name }) => name)).toEqual(['#1001']);
    expect(attributionDays).toBe(figuresSchema.parse(figures.body).definition.attributionDays);
  });

  it('answers 404 for a message that is not there', async () => {
    const answer = await api.get('/messages/nope');

    expect(answer.status).toBe(404);
  });
});
