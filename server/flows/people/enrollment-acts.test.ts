import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import { turnOf } from '../../engine/turn-id.ts';
import { contactDetailSchema } from '../../insights/contacts/contact.contract.ts';
import { asContactId } from '../../lib/brand.ts';
import type { ContactId } from '../../lib/brand.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { codeOf } from '../../testing/admin-api/api-harness.ts';
import { anchorAt, createLifeWorld, lumen, waitingIn } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';

let world: LifeWorld;
let mara: ContactId;

beforeAll(async () => {
  world = await createLifeWorld('enrollment_acts');
});
beforeEach(async () => {
  for (const name of ['enrollments', 'turns', 'decisions', 'messages', 'contacts', 'suppressions'])
    await world.data.connection.collection(name).deleteMany({});
  const query = { person: { address: 'mara@lumen.example' }, authoritative: true, at: anchorAt };
  mara = (await world.data.shop.contacts.resolve(lumen, query))?.contact.id ?? asContactId('');
});
afterAll(() => world.close());

const inTwoYears = new Date('2028-01-01T00:00:00Z');

const enroll = async (step: string) => {
  const entry = waitingIn(step, 'checkout-1', { contact: mara, dueAt: inTwoYears });
  await world.data.engine.store.enroll(entry);
  return enrollmentIdOf(entry);
};

const act = (what: 'stop' | 'skip', enrollment: string, rev = 0) =>
  world.ask('post', `/contacts/${mara}/enrollments/${enrollment}/${what}`, { rev });

const stored = (id: string) =>
  world.data.connection.collection<{ _id: string }>('enrollments').findOne({ _id: id });
const decisions = async () =>
  (await world.data.engine.decisions.ofContact(lumen, mara, 10)).map(({ kind, reason, detail }) => ({
    kind,
    reason,
    by: detail?.['by'],
  }));

describe('stopping a flow for somebody', () => {
  it('takes them out, cancels what was scheduled and says who did it', async () => {
    const enrollment = await enroll('wait-1');
    const id = messageIdOf(enrollment, 'checkout-1');
    const row = { id, shop: lumen, enrollment, step: 'checkout-1', contact: mara, attempt: 0 };
    const { flow } = waitingIn('wait-1', 'checkout-1');
    await world.data.mail.system.ledger.insertSending([{ ...row, flow, flowKey: flow }], 't');
    await world.data.mail.system.ledger.settle([{ id, status: 'scheduled' }], 't');

    const answer = await act('stop', enrollment);

    expect(contactDetailSchema.parse(answer.body).now).toEqual([]);
    expect(await stored(enrollment)).toMatchObject({ state: 'exited', exitReason: 'removed' });
    expect((await world.data.mail.messages.find(lumen, id))?.status).toBe('cancelled');
    expect(await decisions()).toEqual([{ kind: 'exited', reason: 'removed', by: '7' }]);
  });

  it('answers a repeated request like the first one', async () => {
    const enrollment = await enroll('wait-1');

    const statuses = [(await act('stop', enrollment)).status, (await act('stop', enrollment)).status];

    expect(statuses).toEqual([200, 200]);
  });

  it('refuses when they have moved on since, and when they are not that person’s', async () => {
    const enrollment = await enroll('wait-1');
    const moved = await act('stop', enrollment, 4);
    const stranger = await world.ask('post', `/contacts/nobody/enrollments/${enrollment}/stop`, { rev: 0 });

    expect([moved.status, codeOf(moved.body)]).toEqual([409, 'version_conflict']);
    expect([stranger.status, codeOf(stranger.body)]).toEqual([404, 'not_found']);
    expect(await stored(enrollment)).toMatchObject({ state: 'waiting' });
  });
});

describe('skipping a wait', () => {
  it('makes what follows due at once and wakes the turn', async () => {
    const enrollment = await enroll('wait-1');
    const before = Date.now();

    const answer = await act('skip', enrollment);

    expect(contactDetailSchema.parse(answer.body).now).toMatchObject([
      { does: 'send-email', canSkip: false },
    ]);
    const { dueAt } = (await world.data.engine.store.find(lumen, enrollment)) ?? {};
    expect(Math.abs((dueAt?.getTime() ?? 0) - before)).toBeLessThan(60_000);
    const turn = await world.data.connection
      .collection<{ _id: string; dueAt: Date }>('turns')
      .findOne({ _id: turnOf(lumen, mara) });
    expect(turn?.dueAt).toEqual(dueAt);
    expect(await decisions()).toEqual([{ kind: 'moved', reason: 'skipped_ahead', by: '7' }]);
  });

  it('refuses where they stand before an email, and when asked twice', async () => {
    const enrollment = await enroll('wait-1');
    await act('skip', enrollment);

    const again = await act('skip', enrollment);
    const now = await act('skip', enrollment, 1);

    expect([again.status, codeOf(again.body)]).toEqual([409, 'version_conflict']);
    expect([now.status, codeOf(now.body)]).toEqual([409, 'flow_state_invalid']);
  });
});

describe('the do-not-mail list', () => {
  it('takes an address in and lets it out again, whatever brought it there', async () => {
    const suppressed = await world.ask('post', `/contacts/${mara}/suppress`, {});
    const allowed = await world.ask('post', `/contacts/${mara}/allow`, {});

    expect(suppressed.body).toMatchObject({ emailStatus: 'suppressed', suppression: { reason: 'manual' } });
    expect(allowed.body).toMatchObject({ emailStatus: 'none', suppression: null });
  });

  it('keeps the first reason', async () => {
    const digest = addressDigest(lumen, 'mara@lumen.example');
    await world.data.shop.suppressions.add(lumen, {
      addressDigest: digest,
      reason: 'complaint',
      at: anchorAt,
    });

    const answer = await world.ask('post', `/contacts/${mara}/suppress`, {});

    expect(answer.body).toMatchObject({ suppression: { reason: 'complaint', at: anchorAt.toISOString() } });
  });
});
