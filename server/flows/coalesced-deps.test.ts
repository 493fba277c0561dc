import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryEngineStore } from '../engine/memory-engine-store.ts';
import type { EngineStore } from '../engine/engine-store.ts';
import type { DecisionRecord } from '../engine/decision.ts';
import { enrollmentIdOf } from '../engine/enrollment-id.ts';
import { turnOf } from '../engine/turn-id.ts';
import { asContactId, asFlowId, asShopId } from '../lib/brand.ts';
import { coalesceDecisions, coalesceStore } from './coalesced-deps.ts';

const shop = asShopId('lumen.example');
const noon = new Date('2026-03-02T12:00:00.000Z');
const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);

const entryOf = (name: string, dueAt = noon) => ({
  shop,
  flow: asFlowId('flow'),
  contact: asContactId(name),
  about: 'checkout',
  occurrence: '',
  version: 1,
  dueAt,
  step: 'wait',
  anchorAt: noon,
  plannedAt: noon,
  variables: {},
  heldOut: false,
  enteredAt: noon,
});

let calls: string[];
let memory: EngineStore;

beforeEach(() => {
  calls = [];
  memory = createMemoryEngineStore();
});

const counting = () =>
  coalesceStore({
    ...memory,
    enrollMany: (entries) => {
      calls.push(`enrollMany ${entries.length}`);
      return memory.enrollMany(entries);
    },
    findMany: (ids) => {
      calls.push(`findMany ${ids.length}`);
      return memory.findMany(ids);
    },
    findWaitingOfContacts: (of, contacts) => {
      calls.push(`findWaitingOfContacts ${contacts.length}`);
      return memory.findWaitingOfContacts(of, contacts);
    },
    lower: (turn, dueAt) => {
      calls.push(`lower ${dueAt.toISOString()}`);
      return memory.lower(turn, dueAt);
    },
  });

describe('enrolling at once', () => {
  it('is one write for many people', async () => {
    const store = counting();

    const made = await Promise.all(['a', 'b', 'c'].map((name) => store.enroll(entryOf(name))));

    expect(made.map(({ inserted, enrollment }) => [inserted, enrollment.contact])).toEqual([
      [true, 'a'],
      [true, 'b'],
      [true, 'c'],
    ]);
    expect(calls).toEqual(['enrollMany 3']);
  });

  it('inserts one of two that are the same, and tells both which it is', async () => {
    const store = counting();

    const made = await Promise.all([store.enroll(entryOf('a')), store.enroll(entryOf('a', later(9)))]);

    expect(made.map(({ inserted }) => inserted)).toEqual([true, false]);
    expect(made.map(({ enrollment }) => enrollment.dueAt)).toEqual([noon, noon]);
  });

  it('tells what was there, and lowers its turn to what that is due at', async () => {
    await memory.enroll(entryOf('a'));
    const store = counting();

    const [made] = await Promise.all([store.enroll(entryOf('a', later(9))), store.enroll(entryOf('b'))]);

    expect(made).toMatchObject({ inserted: false, enrollment: { dueAt: noon } });
    expect(calls).toEqual(['enrollMany 2', 'findMany 1', `lower ${noon.toISOString()}`]);
  });
});

describe('reading and lowering at once', () => {
  it('reads everybody in one go and gives each what they asked for', async () => {
    await memory.enrollMany(['a', 'b'].map((name) => entryOf(name)));
    const [a, b, nobody] = ['a', 'b', 'c'].map((name) => enrollmentIdOf(entryOf(name)));
    const store = counting();
    if (a === undefined || b === undefined || nobody === undefined) throw new Error('no ids');

    const found = await Promise.all([store.findMany([a, nobody]), store.findMany([b, a])]);

    expect(found.map((some) => some.map(({ contact }) => contact))).toEqual([['a'], ['b', 'a']]);
    expect(calls).toEqual(['findMany 3']);
  });

  it('looks once for what people wait in, and tells each only of theirs', async () => {
    for (const name of ['a', 'b', 'c']) await memory.enroll(entryOf(name));
    const store = counting();
    const [a, b, nobody] = ['a', 'b', 'nobody'].map(asContactId);
    if (a === undefined || b === undefined || nobody === undefined) throw new Error('three names');

    const found = await Promise.all(
      [[a], [b, a, b], [nobody]].map((of) => store.findWaitingOfContacts(shop, of)),
    );

    expect(found.map((rows) => rows.map(({ contact }) => contact))).toEqual([['a'], ['b', 'a'], []]);
    expect(calls).toEqual(['findWaitingOfContacts 3']);
  });

  it('lowers a turn once, to the least of all', async () => {
    const store = counting();
    const turn = turnOf(shop, asContactId('a'));

    await Promise.all([later(9), later(3), later(6)].map((dueAt) => store.lower(turn, dueAt)));

    expect(calls).toEqual([`lower ${later(3).toISOString()}`]);
  });
});

describe('decisions of one moment', () => {
  it('are recorded together', async () => {
    const recorded: (readonly DecisionRecord[])[] = [];
    const log = coalesceDecisions({
      record: async (records) => {
        recorded.push(records);
      },
    });
    const decisionOf = (name: string): DecisionRecord => ({
      shop,
      flow: asFlowId('flow'),
      contact: asContactId(name),
      about: 'checkout',
      step: '',
      kind: 'entered',
      reason: 'checkout.updated',
      at: noon,
    });

    await Promise.all(['a', 'b'].map((name) => log.record([decisionOf(name)])));

    expect(recorded.map((records) => records.map(({ contact }) => contact))).toEqual([['a', 'b']]);
  });
});
