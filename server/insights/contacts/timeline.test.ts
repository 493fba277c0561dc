import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { ContactId } from '../../lib/brand.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { codeOf } from '../../testing/admin-api/api-harness.ts';
import { lumen, waitingIn } from '../../testing/flows/life-world.ts';
import { after, cart, createPeopleWorld } from '../../testing/flows/people-world.ts';
import type { PeopleWorld } from '../../testing/flows/people-world.ts';
import { buildOrderFact } from '../../testing/shop/build-facts.ts';
import { timelineSchema } from './contact.contract.ts';
import type { TimelineView } from './contact.contract.ts';

let world: PeopleWorld;

beforeAll(async () => {
  world = await createPeopleWorld('timeline');
});
beforeEach(() => world.forget());
afterAll(() => world.close());

const timeline = async (id: ContactId, query = ''): Promise<TimelineView> =>
  timelineSchema.parse((await world.ask('get', `/contacts/${id}/timeline${query}`)).body);

describe('the timeline', () => {
  const sentMail = async (mara: ContactId) => {
    const enrollment = enrollmentIdOf(waitingIn('wait-1', 'checkout-1', { contact: mara }));
    const id = messageIdOf(enrollment, 'first');
    const where = { shop: lumen, enrollment, step: 'first', flow: cart, contact: mara };
    await world.data.mail.system.ledger.insertSending([{ ...where, id, flowKey: cart, attempt: 0 }], 't');
    const sent = { id, status: 'accepted', subject: 'You left something', sentAt: after(30) } as const;
    await world.data.mail.system.ledger.settle([sent], 't');
    await createMessageEvents(world.data.connection).record(
      lumen,
      (['delivered', 'clicked', 'deferred'] as const).map((type, n) =>
        messageEvent({ shop: lumen, message: id, type, at: after(31 + n) }),
      ),
    );
    await world.decide(mara, 'sent', { step: 'first', at: after(30) });
    return id;
  };

  it('tells what they did and what was decided in one list, newest first', async () => {
    const mara = await world.person({ address: 'mara@lumen.example' });
    const order = buildOrderFact(
      { id: '1', name: '#1001', placedAt: after(60) },
      { address: 'mara@lumen.example' },
    );
    await createRecordFacts(world.data.shop)(lumen, [order], 'webhook');
    await world.decide(mara, 'entered', { at: after(0) });
    await world.decide(mara, 'waited', { step: 'wait-1', at: after(0) });
    const message = await sentMail(mara);
    await world.decide(mara, 'exited', { reason: 'ordered', at: after(61) });

    const { items, nextCursor } = await timeline(mara);

    expect(items.map(({ kind, type }) => `${kind} ${type}`)).toEqual([
      'flow exited',
      'store order.placed',
      'mail sent',
      'flow entered',
    ]);
    expect(items[1]?.about).toBe('#1001');
    expect(items[2]).toMatchObject({
      message: { id: message, subject: 'You left something' },
      flow: { title: 'Abandoned checkout' },
      reported: [{ type: 'delivered' }, { type: 'clicked' }],
    });
    expect(nextCursor).toBeNull();
  });

  it('says why something was not sent, with what the gate saw', async () => {
    const mara = await world.person({ address: 'mara@lumen.example' });
    const gate = [{ clause: 'quiet-hours', pass: false, saw: '23:10' }];
    await world.decide(mara, 'deferred', {
      step: 'first',
      reason: 'quiet_hours',
      detail: { until: after(600).toISOString(), gate },
    });

    expect((await timeline(mara)).items).toMatchObject([
      { kind: 'mail', type: 'deferred', reason: 'quiet_hours', until: after(600).toISOString(), gate },
    ]);
  });

  it.each([
    ['store', ['order.placed']],
    ['mail', ['skipped']],
    ['flow', ['entered']],
  ])('shows only what is of kind %s when asked', async (kind, types) => {
    const mara = await world.person({ address: 'mara@lumen.example' });
    await createRecordFacts(world.data.shop)(
      lumen,
      [buildOrderFact({}, { address: 'mara@lumen.example' })],
      'webhook',
    );
    await world.decide(mara, 'entered');
    await world.decide(mara, 'skipped', { step: 'first', reason: 'no_consent' });

    expect((await timeline(mara, `?kind=${kind}`)).items.map(({ type }) => type)).toEqual(types);
  });

  it('goes on from its cursor without a line twice or left out, also among many of one moment', async () => {
    const mara = await world.person({ address: 'mara@lumen.example' });
    for (let n = 0; n < 70; n += 1)
      await world.decide(mara, 'skipped', {
        about: `a-${n}`,
        enrollment: undefined,
        step: 'first',
        at: after(1),
      });
    const orders = Array.from({ length: 60 }, (_, n) =>
      buildOrderFact({ id: `o-${n}`, placedAt: after(1) }, { address: 'mara@lumen.example' }),
    );
    await createRecordFacts(world.data.shop)(lumen, orders, 'webhook');

    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 5; pages += 1) {
      const page: TimelineView = await timeline(
        mara,
        cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }

    expect(seen).toHaveLength(130);
    expect(new Set(seen).size).toBe(130);
  });

  it('refuses a cursor that no page gave', async () => {
    const mara = await world.person({ address: 'mara@lumen.example' });

    const answer = await world.ask('get', `/contacts/${mara}/timeline?cursor=1~sideways~x`);

    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'request_invalid']);
  });
});
