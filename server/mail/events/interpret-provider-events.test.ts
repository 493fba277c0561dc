import { describe, expect, it } from '@jest/globals';
import { interpretProviderEvents } from './interpret-provider-events.ts';

const raw = (over: object = {}): object => ({
  event: 'delivered',
  timestamp: 1_700_000_000,
  email: 'mara@example.com',
  message_id: 'm1',
  shop: 'lumen.myshopify.com',
  ...over,
});

const interpret = (...events: readonly unknown[]) =>
  interpretProviderEvents(Buffer.from(JSON.stringify(events)));

describe('what a provider tells', () => {
  it.each([
    ['processed', 'accepted'],
    ['deferred', 'deferred'],
    ['delivered', 'delivered'],
    ['bounce', 'bounced'],
    ['dropped', 'dropped'],
    ['spamreport', 'complained'],
    ['open', 'opened'],
    ['click', 'clicked'],
    ['unsubscribe', 'unsubscribed'],
    ['group_unsubscribe', 'unsubscribed'],
  ])('%s is %s', (event, type) => {
    const [told] = interpret(raw({ event }));

    expect(told?.event).toMatchObject({
      type,
      message: 'm1',
      shop: 'lumen.myshopify.com',
      at: new Date(1_700_000_000_000),
    });
  });

  it.each([
    ['a hard bounce', { event: 'bounce', type: 'bounce' }, ['hard_bounce', 'hard']],
    ['a block by the receiver', { event: 'bounce', type: 'blocked' }, [undefined, 'soft']],
    ['a complaint', { event: 'spamreport' }, ['complaint', undefined]],
    [
      'a drop for an old bounce',
      { event: 'dropped', reason: 'Bounced Address' },
      ['hard_bounce', 'Bounced Address'],
    ],
    ['a drop for a bad address', { event: 'dropped', reason: 'Invalid' }, ['hard_bounce', 'Invalid']],
    [
      'a drop for an old complaint',
      { event: 'dropped', reason: 'Spam Report' },
      ['complaint', 'Spam Report'],
    ],
    ['a drop for its content', { event: 'dropped', reason: 'Spam Content' }, [undefined, 'Spam Content']],
    ['a delivery', { event: 'delivered' }, [undefined, undefined]],
  ])('%s says this of the address', (_name, over, [suppress, detail]) => {
    const [told] = interpret(raw(over));

    expect([told?.suppress, told?.event.detail]).toEqual([suppress, detail]);
  });

  it('tells opens of machines from those of people', () => {
    const [machine, person] = interpret(
      raw({ event: 'open', sg_machine_open: true }),
      raw({ event: 'open' }),
    );

    expect([machine?.event.detail, person?.event.detail]).toEqual(['machine', undefined]);
  });

  it('is the same event whatever id the provider gives it the second time', () => {
    const [first, again] = interpret(raw({ sg_event_id: 'a' }), raw({ sg_event_id: 'b' }));

    expect(again?.event.id).toBe(first?.event.id);
  });

  it('is another event at another time, of another kind or for another link', () => {
    const told = interpret(
      raw({ event: 'click', url: 'https://a.example' }),
      raw({ event: 'click', url: 'https://b.example' }),
      raw({ event: 'click', url: 'https://a.example', timestamp: 1_700_000_001 }),
      raw({ event: 'open', url: 'https://a.example' }),
    );

    expect(new Set(told.map(({ event }) => event.id)).size).toBe(4);
  });

  it('is left out when it is about mail of others, or of a kind nobody knows', () => {
    const told = interpret(
      raw({ message_id: undefined }),
      raw({ event: 'account_status_change' }),
      'text',
      raw(),
    );

    expect(told).toHaveLength(1);
  });

  it('keeps no reason longer than a line', () => {
    const [told] = interpret(raw({ event: 'dropped', reason: 'x'.repeat(500) }));

    expect(told?.event.detail).toHaveLength(100);
  });

  it.each([
    ['no JSON', '{', 'payload_undecodable'],
    ['no list', '{"event":"delivered"}', 'payload_invalid'],
  ])('is refused as a whole when it is %s', (_name, body, code) => {
    expect(() => interpretProviderEvents(Buffer.from(body))).toThrow(expect.objectContaining({ code }));
  });
});
