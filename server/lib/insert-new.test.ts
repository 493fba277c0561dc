import { describe, expect, it } from '@jest/globals';
import { insertNew } from './insert-new.ts';
import type { RowPort } from './insert-new.ts';

interface Row {
  readonly _id: string;
  readonly text: string;
}

const bulkError = (...indexes: readonly number[]): Error =>
  Object.assign(new Error('bulk'), { writeErrors: indexes.map((index) => ({ code: 11_000, index })) });

/** `hidden` ids are there, but came after the look. */
const collectionOf = (there: readonly string[], hidden: readonly string[] = []) => {
  const inserted: Row[] = [];
  const port: RowPort<Row> = {
    known: async (ids) => ids.filter((id) => there.includes(id)).map((_id) => ({ _id })),
    insert: async (rows) => {
      inserted.push(...rows.filter(({ _id }) => !hidden.includes(_id)));
      const failed = rows.flatMap(({ _id }, index) => (hidden.includes(_id) ? [index] : []));
      if (failed.length > 0) throw bulkError(...failed);
    },
  };
  return { inserted, port };
};

const toRow = (text: string): Row => ({ _id: text.slice(0, 1), text });

describe('insertNew', () => {
  it('inserts what is new and leaves what is there', async () => {
    const { inserted, port } = collectionOf(['b']);

    const left = await insertNew(port, ['a1', 'b1'], toRow);

    expect(left).toEqual(['b1']);
    expect(inserted.map(({ text }) => text)).toEqual(['a1']);
  });

  it('inserts the first of each id only', async () => {
    const { inserted, port } = collectionOf([]);

    const left = await insertNew(port, ['a1', 'a2', 'b1'], toRow);

    expect(left).toEqual(['a2']);
    expect(inserted.map(({ text }) => text)).toEqual(['a1', 'b1']);
  });

  it('leaves what somebody else made meanwhile', async () => {
    const { inserted, port } = collectionOf([], ['a']);

    const left = await insertNew(port, ['a1', 'b1'], toRow);

    expect(left).toEqual(['a1']);
    expect(inserted.map(({ text }) => text)).toEqual(['b1']);
  });

  it('asks nothing when there is nothing', async () => {
    const port: RowPort<Row> = {
      known: () => Promise.reject(new Error('asked')),
      insert: () => Promise.reject(new Error('asked')),
    };

    expect(await insertNew(port, [], toRow)).toEqual([]);
  });

  it.each([
    ['another error', new Error('gone')],
    [
      'a row that failed otherwise',
      Object.assign(new Error('bulk'), { writeErrors: [{ code: 64, index: 0 }] }),
    ],
    [
      'a majority that was not reached',
      Object.assign(bulkError(0), { result: { getWriteConcernError: () => ({ code: 64 }) } }),
    ],
  ])('throws for %s', async (_what, error) => {
    const { port } = collectionOf([]);
    const failing = { ...port, insert: () => Promise.reject(error) };

    await expect(insertNew(failing, ['a1'], toRow)).rejects.toBe(error);
  });
});
