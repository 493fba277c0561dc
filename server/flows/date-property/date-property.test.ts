import { beforeEach, describe, expect, it } from '@jest/globals';
import { aContact, ada, anEvent, bob, day, hour, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { scanFlows } from '../triggers/scan-flows.ts';
import { birthdayPreset } from './preset.ts';

let bench: FlowBench;

const bornOn = (birthday: string, contact = ada): void =>
  void bench.memory.contacts.set(contact, aContact({ id: contact, properties: { birthday } }));

beforeEach(() => {
  bench = createFlowBench();
  bench.addFlow('birthday', birthdayPreset.program);
});

const night = () => scanFlows(bench.deps, shopId);
const dues = async (contact = ada) =>
  (await bench.waiting(contact)).map(({ occurrence, dueAt }) => [occurrence, dueAt?.toISOString()]);

describe('a nightly look', () => {
  it('enters people before their day, due on its morning', async () => {
    bornOn('1990-03-04');
    await night();

    expect(await dues()).toEqual([['2026', '2026-03-04T08:00:00.000Z']]);
    expect(await bench.waiting()).toMatchObject([
      { about: 'properties.birthday', variables: { date: '1990-03-04' } },
    ]);
  });

  it('enters them once a year, however often it looks', async () => {
    bornOn('1990-03-04');
    await night();
    await night();
    const [first] = await bench.waiting();
    if (first === undefined) throw new TypeError('nobody waits');
    await bench.store.exit(first.id, 'done');
    bench.clock.set(day(1));
    await night();
    const again = await dues();
    bench.clock.set(new Date('2027-03-03T00:00:00Z'));

    await night();

    expect([again, await dues()]).toEqual([[], [['2027', '2027-03-04T08:00:00.000Z']]]);
  });

  it.each([
    ['whose day is later', '1990-03-09'],
    ['whose day was this morning', '1990-03-02'],
    ['who told nonsense', 'spring'],
  ])('leaves alone those %s, and says nothing', async (_name, date) => {
    bornOn(date);

    await night();

    expect(await dues()).toEqual([]);
    expect(bench.decisions).toEqual([]);
  });

  it('looks ahead far enough for the westmost and the eastmost shop', async () => {
    bornOn('1990-03-03');
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const own = createFlowBench();
      own.memory.shop = { ...own.memory.shop, zone };
      own.memory.contacts.set(ada, aContact({ properties: { birthday: '1990-03-03' } }));
      own.addFlow('birthday', birthdayPreset.program);
      own.clock.set(new Date('2026-03-02T00:00:00Z'));

      await scanFlows(own.deps, shopId);

      expect(await own.waiting()).toHaveLength(1);
    }
  });

  it('enters those born on 29 February on the 28th', async () => {
    bornOn('2000-02-29');
    bench.clock.set(new Date('2027-02-27T00:00:00Z'));

    await night();

    expect(await dues()).toEqual([['2027', '2027-02-28T08:00:00.000Z']]);
  });

  it('enters days before the day where the flow says so', async () => {
    const { program } = birthdayPreset;
    const args = { property: 'properties.birthday', shift: 'P7D', side: 'before', time: '10:00' };
    bench.addFlow('birthday', { ...program, trigger: { kind: 'date-property', args } });
    bornOn('1990-03-10');
    bornOn('1990-03-03', bob);

    await night();

    expect([await dues(), await dues(bob)]).toEqual([[['2026', '2026-03-03T09:00:00.000Z']], []]);
  });
});

describe('what is heard of a person', () => {
  const changed = (at = minute(1)) => bench.hear(anEvent('customer.updated', 'c-ada', { at }));

  it('enters them at once when their day is near', async () => {
    bornOn('1990-03-03');

    await changed();

    expect(await dues()).toEqual([['2026', '2026-03-03T08:00:00.000Z']]);
  });

  it('moves who waits to another day, and enters nobody for a far one', async () => {
    bornOn('1990-03-03');
    await night();
    bornOn('1990-07-04');
    await changed();
    bornOn('1991-08-05', bob);
    await bench.hear(anEvent('customer.updated', 'c-bob', { at: hour(1), contact: bob }));

    expect([await dues(), await dues(bob)]).toEqual([[['2026', '2026-07-04T07:00:00.000Z']], []]);
    expect(bench.decisions.map(({ kind }) => kind)).toEqual(['entered', 'moved']);
  });

  it('is nothing where they have no such date', async () => {
    await changed();

    expect(bench.decisions).toEqual([]);
  });
});
