import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { ContactId } from '../../lib/brand.ts';
import type { PostAnswer } from '../../lib/outgoing/guarded-post.ts';
import { noon } from '../../testing/engine/enrollments.ts';
import { createActBench } from '../../testing/flows/act-bench.ts';
import { anAct, openActWorld, wind } from '../../testing/flows/act-world.ts';
import type { ActWorld } from '../../testing/flows/act-world.ts';

const call = anAct('call', { callUrl: 'https://hooks.example/in' });

let people = 0;
let world: ActWorld;
let ada: ContactId;

beforeAll(async () => {
  world = await openActWorld('call_url');
});
// The store of enrollments is new for every test, their ledger is not.
beforeEach(async () => {
  people += 1;
  ada = await world.aPerson({ address: `ada-${people}@example.com`, customerId: `${people}` });
});
afterAll(() => world.database.drop());

describe('calling a URL', () => {
  it('is signed, carries the row’s id, and says nothing of who it is', async () => {
    const bench = createActBench(world.database, [call]);

    const entry = await bench.enroll(ada, { variables: { token: 't1' } });
    await bench.settle();

    const [row] = await bench.effects.ofEnrollment(world.shop, entry.id);
    const [post] = bench.posts;
    const [, seconds, mac] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(post?.headers['x-encore-signature'] ?? '') ?? [];
    const expected = createHmac('sha256', `secret of ${world.shop}`)
      .update(`${seconds}.${post?.body}`)
      .digest('hex');
    expect(mac).toBe(expected);
    expect(post?.headers['idempotency-key']).toBe(row?.id);
    expect(JSON.parse(post?.body ?? '')).toEqual({
      id: row?.id,
      type: 'flow.step',
      shop: world.shop,
      flow: 'flow-1',
      version: 1,
      step: 'call',
      enrollment: entry.id,
      about: 'about-1',
      enteredAt: noon.toISOString(),
      anchorAt: noon.toISOString(),
      variables: { token: 't1' },
      contact: { id: ada },
    });
    expect(bench.decisions.lines()).toEqual(['moved call url_called', 'done end_of_flow']);
  });

  it('tells the address where the merchant asked for it', async () => {
    const bench = createActBench(world.database, [
      anAct('call', { callUrl: 'https://hooks.example/', withAddress: true }),
    ]);

    await bench.enroll(ada);
    await bench.settle();

    expect(JSON.parse(bench.posts[0]?.body ?? '')).toMatchObject({
      contact: { id: ada, address: `ada-${people}@example.com` },
    });
  });

  it('has failed after six tries in eight and a half hours, and the flow goes on', async () => {
    const bench = createActBench(world.database, [call]);
    bench.answer = async () => ({ kind: 'answered', status: 503 });

    await bench.enroll(ada);
    await bench.settle();
    for (const minutes of [1, 5, 30, 120, 360]) await wind(bench, minutes);

    expect(bench.posts).toHaveLength(6);
    expect(new Set(bench.posts.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(bench.decisions.lines()).toEqual([
      ...Array.from({ length: 5 }, () => 'deferred call answered_503'),
      'failed call answered_503',
      'done end_of_flow',
    ]);
  });

  it.each<[string, PostAnswer]>([
    ['answered_404', { kind: 'answered', status: 404 }],
    ['answered_302', { kind: 'answered', status: 302 }],
    ['address_not_public', { kind: 'refused', reason: 'address_not_public' }],
  ])('has failed at once: %s', async (code, answer) => {
    const bench = createActBench(world.database, [call]);
    bench.answer = async () => answer;

    await bench.enroll(ada);
    await bench.settle();

    expect(bench.posts).toHaveLength(1);
    expect(bench.decisions.lines()).toEqual([`failed call ${code}`, 'done end_of_flow']);
  });

  it('is tried again when nobody answered, or the far side asks for time', async () => {
    const bench = createActBench(world.database, [call]);
    bench.answer = async () => ({ kind: 'unreachable', reason: 'timed_out' });

    await bench.enroll(ada);
    await bench.settle();
    bench.answer = async () => ({ kind: 'answered', status: 429 });
    await wind(bench, 1);
    bench.answer = async () => ({ kind: 'answered', status: 204 });
    await wind(bench, 5);

    expect(bench.decisions.lines()).toEqual([
      'deferred call timed_out',
      'deferred call answered_429',
      'moved call url_called',
      'done end_of_flow',
    ]);
  });
});
