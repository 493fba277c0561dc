import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { DecisionRecord } from '../../engine/decision.ts';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import type { ContactId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import type { RowPatch } from '../../mail/ledger/ledger.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { codeOf } from '../../testing/admin-api/api-harness.ts';
import { anchorAt, createLifeWorld, lumen, stranger, waitingIn } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import type { Story, StoryEnrollment } from './story.contract.ts';
import { storySchema } from './story.contract.ts';

const cart = asFlowId('abandoned-checkout');
const after = (minutes: number): Date => new Date(anchorAt.getTime() + minutes * 60_000);

let world: LifeWorld;
let mara: ContactId;

beforeAll(async () => {
  world = await createLifeWorld('explain');
});
beforeEach(async () => {
  for (const name of ['enrollments', 'messages', 'decisions', 'message_events', 'contacts', 'effects'])
    await world.data.connection.collection(name).deleteMany({});
  const person = { address: 'mara@lumen.example', customerId: '77' };
  const resolved = await world.data.shop.contacts.resolve(lumen, {
    person,
    authoritative: true,
    at: anchorAt,
  });
  mara = resolved?.contact.id ?? asContactId('');
});
afterAll(() => world.close());

const entry = (step = 'wait-1') => waitingIn(step, 'checkout-1', { contact: mara });

const decide = (kind: DecisionRecord['kind'], more: Partial<DecisionRecord> = {}): Promise<void> =>
  world.data.engine.decisions.record([
    {
      shop: lumen,
      flow: cart,
      contact: mara,
      about: 'checkout-1',
      enrollment: enrollmentIdOf(entry()),
      step: '',
      kind,
      reason: '',
      at: after(1),
      ...more,
    },
  ]);

const row = async (step: string, patch: Omit<RowPatch, 'id'>): Promise<void> => {
  const enrollment = enrollmentIdOf(entry());
  const id = messageIdOf(enrollment, step);
  const where = { id, shop: lumen, enrollment, step, flow: cart, flowKey: cart, contact: mara, attempt: 0 };
  await world.data.mail.system.ledger.insertSending([where], 't');
  await world.data.mail.system.ledger.settle([{ id, ...patch }], 't');
};

const tell = async (): Promise<Story> => {
  const story = await world.services.explain({ shop: lumen, contact: { id: mara }, flow: cart });
  if (story === null) throw new EncoreError('not_found');
  return storySchema.parse(story);
};

const theOne = async (): Promise<StoryEnrollment> => {
  const [enrollment] = (await tell()).flows[0]?.enrollments ?? [];
  if (enrollment === undefined) throw new EncoreError('not_found');
  return enrollment;
};

describe('the story of somebody who waits', () => {
  it('says what comes next, when, and what it waits for', async () => {
    await world.data.engine.store.enroll(entry());

    const { next, state, lines } = await theOne();

    expect(state).toBe('waiting');
    expect(next).toEqual({
      step: 'wait-1',
      does: 'wait',
      dueAt: after(30).toISOString(),
      after: { step: 'checkout-1', does: 'send-email' },
      sentence: `Waits for PT30M after what started the flow: until ${after(30).toISOString()}. Then comes email checkout-1 of step checkout-1.`,
    });
    // Nobody recorded the entry: the enrollment itself says it.
    expect(lines.map(({ source, sentence }) => [source, sentence])).toEqual([['enrollment', 'Entered.']]);
  });

  it('tells each step in order, with planned and actual times and the values the gate saw', async () => {
    await world.data.engine.store.enroll(entry('checkout-1'));
    await decide('entered', { reason: 'checkout.updated', at: after(0) });
    await decide('waited', {
      step: 'wait-1',
      reason: 'wait',
      detail: { plannedAt: anchorAt.toISOString(), until: after(30).toISOString() },
    });
    await decide('deferred', {
      step: 'checkout-1',
      reason: 'quiet_hours',
      at: after(30),
      detail: {
        plannedAt: after(30).toISOString(),
        until: after(600).toISOString(),
        gate: [
          { clause: 'consent', pass: true, saw: 'subscribed' },
          { clause: 'quiet-hours', pass: false, saw: '23:10' },
        ],
      },
    });

    const { lines } = await theOne();

    expect(lines.map(({ kind, at, plannedAt }) => [kind, at, plannedAt])).toEqual([
      ['entered', after(0).toISOString(), null],
      ['waited', after(1).toISOString(), anchorAt.toISOString()],
      ['deferred', after(30).toISOString(), after(30).toISOString()],
    ]);
    expect(lines[2]?.sentence).toBe(
      `Step checkout-1 put off until ${after(600).toISOString()}: it falls into quiet hours.`,
    );
    expect(lines[2]?.gate.map(({ sentence }) => sentence)).toEqual([
      'They agreed to marketing email: yes (subscribed).',
      'It is outside quiet hours: no (23:10).',
    ]);
  });

  it('says that a paused flow holds the mail', async () => {
    await world.data.engine.store.enroll(entry());
    const rev = (await world.flows.service.find(lumen, cart))?.rev ?? 0;
    await world.services.life.turn({ shop: lumen }, { flow: cart, rev, turn: 'pause' });

    const { next } = await theOne();
    await world.services.life.turn({ shop: lumen }, { flow: cart, rev: rev + 1, turn: 'resume' });

    expect(next?.sentence).toContain('The flow is paused');
  });
});

describe('the story when decisions were lost with their worker', () => {
  it('says what the ledger says, with the gate’s answers and what the provider told', async () => {
    await world.data.engine.store.enroll(entry('wait-2'));
    await row('checkout-1', {
      status: 'accepted',
      sentAt: after(30),
      decidedAt: after(30),
      subject: 'You left something',
      gate: [{ clause: 'frequency-cap', pass: true }],
    });
    const message = messageIdOf(enrollmentIdOf(entry()), 'checkout-1');
    await createMessageEvents(world.data.connection).record(lumen, [
      messageEvent({ shop: lumen, message, type: 'delivered', at: after(31) }),
    ]);

    const { lines, messages } = await theOne();

    expect(lines.map(({ source, kind, at }) => [source, kind, at])).toEqual([
      ['enrollment', 'entered', anchorAt.toISOString()],
      ['ledger', 'sent', after(30).toISOString()],
      ['provider', 'delivered', after(31).toISOString()],
    ]);
    expect(messages[0]).toMatchObject({
      status: 'accepted',
      subject: 'You left something',
      gate: [{ clause: 'frequency-cap', sentence: 'The limit on emails isn’t reached: yes.' }],
      events: [{ type: 'delivered', sentence: 'It was delivered.' }],
    });
  });

  it('tells it once where the decision is there', async () => {
    await world.data.engine.store.enroll(entry('wait-2'));
    await row('checkout-1', { status: 'skipped', reason: 'no_consent', decidedAt: after(30) });
    await decide('skipped', { step: 'checkout-1', reason: 'no_consent', at: after(30) });

    const skips = (await theOne()).lines.filter(({ kind }) => kind === 'skipped');

    expect(skips.map(({ source }) => source)).toEqual(['decision']);
  });

  it('says how it ended', async () => {
    await world.data.engine.store.enroll(entry());
    await row('checkout-1', { status: 'cancelled' });
    await world.data.engine.store.exit(enrollmentIdOf(entry()), 'ordered');

    const { sentence, next, lines } = await theOne();

    expect(sentence).toBe('Left the flow early: they bought.');
    expect(next).toBeNull();
    expect(lines.at(-1)).toMatchObject({ kind: 'exited', source: 'enrollment', at: null });
  });
});

describe('the story of somebody who never entered, or can’t be read', () => {
  it('says each time they were kept out, and why', async () => {
    for (const minutes of [1, 2])
      await decide('not-entered', { enrollment: undefined, reason: 'unsubscribed', at: after(minutes) });

    const [flow] = (await tell()).flows;

    expect(flow?.sentence).toBe('Never entered, kept out 2 times.');
    expect(flow?.notEntered).toMatchObject([
      { reason: 'unsubscribed', count: 2, sentence: 'Not entered: they had unsubscribed.' },
    ]);
    expect(flow?.enrollments).toEqual([]);
  });

  it('says where nothing was ever heard', async () => {
    const [flow] = (await tell()).flows;

    expect(flow?.sentence).toBe('Nothing that starts this flow has been heard of this person.');
  });

  it('shows an enrollment that can’t be read, and what is known of it', async () => {
    await world.data.engine.store.enroll(entry());
    await decide('entered', { reason: 'checkout.updated' });
    await world.data.connection.collection('enrollments').updateMany({}, { $set: { anchorAt: 'yesterday' } });

    const one = await theOne();

    expect(one).toMatchObject({ state: 'quarantined', exitReason: 'stored_document_unreadable' });
    expect(one.lines.map(({ kind }) => kind)).toEqual(['entered']);
  });

  it('is nobody’s in another shop, nor under an address it doesn’t know', async () => {
    const stories = await Promise.all([
      world.services.explain({ shop: stranger, contact: { id: mara } }),
      world.services.explain({ shop: stranger, contact: { address: 'mara@lumen.example' } }),
      world.services.explain({ shop: lumen, contact: { customerId: '78' } }),
    ]);

    expect(stories).toEqual([null, null, null]);
  });
});

describe('asking for a story', () => {
  it('finds the same person by id, address and customer id', async () => {
    await world.data.engine.store.enroll(entry());

    const answers = await Promise.all([
      world.ask('get', `/contacts/${mara}/story?flow=${cart}`),
      world.ask('post', '/contacts/story', { address: ' Mara@Lumen.example', flow: cart }),
      world.ask('post', '/contacts/story', { customerId: '77', flow: cart }),
    ]);

    const [first, ...others] = answers.map(({ body }) => storySchema.parse(body));
    expect(first?.flows).toHaveLength(1);
    expect(others).toEqual([first, first]);
  });

  it('tells all flows unless one is asked for, and says nothing of an address', async () => {
    const answer = await world.ask('get', `/contacts/${mara}/story`);

    expect(storySchema.parse(answer.body).flows.length).toBeGreaterThanOrEqual(3);
    expect(answer.text).not.toContain('mara@');
  });

  it('knows no flow of that name', async () => {
    const answer = await world.ask('get', `/contacts/${mara}/story?flow=nope`);

    expect([answer.status, codeOf(answer.body)]).toEqual([404, 'not_found']);
  });
});
