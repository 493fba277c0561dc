import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asContactId, asFlowId, asShopId } from '../../lib/brand.ts';
import { day } from '../../testing/flows/builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createSegmentMembersRepository } from './segment-members.repository.ts';
import { createMemorySegmentMembers } from './segment-members.ts';
import type { Member, SegmentMembers } from './segment-members.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('segment_members');
});
afterAll(() => database.drop());

const one = asContactId('one');
const two = asContactId('two');
const flow = asFlowId('segment');
let made = 0;

/** Each test has a shop of its own. */
const watched = () => {
  made += 1;
  return { shop: asShopId(`shop-${made}.example`), flow };
};
const member = (contact = one, changes: Partial<Member> = {}): Member => ({
  contact,
  since: day(0),
  before: false,
  pending: true,
  left: false,
  enteredBefore: undefined,
  ...changes,
});

const adapters: readonly [string, () => SegmentMembers][] = [
  ['in memory', createMemorySegmentMembers],
  ['in MongoDB', () => createSegmentMembersRepository(database.connection)],
];

describe.each(adapters)('members of a segment %s', (_name, create) => {
  it('keep since when they are in, whoever adds them again', async () => {
    const members = create();
    const of = watched();

    await members.add(of, [member(), member(two, { before: true, pending: false })]);
    await members.add(of, [member(one, { since: day(5) })]);

    expect(await members.find(of, one)).toEqual(member());
    expect(await members.list(of)).toHaveLength(2);
    expect((await members.find(of, two))?.before).toBe(true);
  });

  it('are confirmed once their entry was followed', async () => {
    const members = create();
    const of = watched();
    await members.add(of, [member(), member(two)]);

    await members.confirm(of, [one]);

    const pending = (await members.list(of)).filter((each) => each.pending);
    expect(pending.map(({ contact }) => contact)).toEqual([two]);
  });

  it('leave, and rejoin once, since when the first one says', async () => {
    const members = create();
    const of = watched();
    await members.add(of, [member()]);
    await members.rejoin(of, [member(one, { since: day(3) })]);
    await members.leave(of, [one, two]);
    const gone = await members.find(of, one);

    await members.rejoin(of, [member(one, { since: day(7), enteredBefore: day(0) })]);
    await members.rejoin(of, [member(one, { since: day(8) })]);

    expect(gone).toEqual(member(one, { left: true, pending: false }));
    expect(await members.find(of, one)).toEqual(member(one, { since: day(7), enteredBefore: day(0) }));
    expect(await members.find(of, two)).toBeUndefined();
  });

  it('are those of one flow of one shop', async () => {
    const members = create();
    const of = watched();
    const others = [watched(), { ...of, flow: asFlowId('another') }];
    await members.add(of, [member()]);
    await members.watch(of, 3, day(0));

    for (const other of others) {
      await members.leave(other, [one]);
      await members.confirm(other, [one]);
      expect(await members.list(other)).toEqual([]);
      expect(await members.find(other, one)).toBeUndefined();
      expect(await members.watched(other)).toBeUndefined();
    }
    expect(await members.find(of, one)).toEqual(member());
  });

  it('remember which version was watched for', async () => {
    const members = create();
    const of = watched();
    const before = await members.watched(of);
    await members.watch(of, 1, day(0));
    await members.watch(of, 2, day(1));

    expect([before, await members.watched(of), await members.list(of)]).toEqual([undefined, 2, []]);
  });

  it('take nothing for what it is', async () => {
    const members = create();
    const of = watched();

    await Promise.all([
      members.add(of, []),
      members.rejoin(of, []),
      members.leave(of, []),
      members.confirm(of, []),
    ]);

    expect(await members.list(of)).toEqual([]);
  });
});
