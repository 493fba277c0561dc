import { describe, expect, it } from '@jest/globals';
import { bytesOfIndexes, perRow } from './collection-size.ts';

const stats = {
  count: 100,
  size: 50_000,
  storageSize: 20_000,
  indexSizes: { _id_: 4000, turn_1_dueAt_1: 3000, contact_1: 2000, shop_1_flow_1_dueAt_1: 1000 },
};

describe('perRow', () => {
  it('shares documents and indexes out to the rows', () => {
    const size = perRow(stats);

    expect(size).toMatchObject({ rows: 100, logical: 500, stored: 200 });
    expect(size.indexes.get('contact_1')).toBe(20);
  });
});

describe('bytesOfIndexes', () => {
  it('adds up the ones that are named, by how their names begin', () => {
    expect(bytesOfIndexes(perRow(stats), ['_id_', 'turn_1', 'contact_1'])).toBe(90);
  });

  it('says which there are when one is missing', () => {
    expect(() => bytesOfIndexes(perRow(stats), ['_id_', 'due_1'])).toThrow('turn_1_dueAt_1');
  });
});
