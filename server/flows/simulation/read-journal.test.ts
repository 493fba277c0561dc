import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../../lib/errors.ts';
import { aJournal, factsLine, leftBy } from '../../testing/flows/journal-builders.ts';
import { buildOrderFact, buildProductFact, minutesLater } from '../../testing/shop/build-facts.ts';
import type { JournalFact } from '../../shop/journal/fact-schema.ts';
import { readJournal } from './read-journal.ts';
import { writeJournal } from './write-journal.ts';

const others: readonly JournalFact[] = [
  { kind: 'checkout-deleted', token: 't', at: minutesLater(1) },
  { kind: 'cart', cart: { token: 'c', lines: [], updatedAt: minutesLater(1) } },
  { kind: 'refund', orderId: 'o', refundId: 'r', productIds: ['p'], at: minutesLater(2) },
  { kind: 'product-deleted', id: 'p', at: minutesLater(3) },
  { kind: 'customer', person: { customerId: '1' }, at: minutesLater(4) },
  { kind: 'shop-details', details: { zone: 'Europe/Berlin' }, at: minutesLater(5) },
  { kind: 'uninstalled', at: minutesLater(6) },
];

const journal = aJournal([
  factsLine(0, [...leftBy('ada@example.com'), buildOrderFact(), buildProductFact(), ...others]),
]);
const text = writeJournal(journal);
const lines = text.split('\n');

const withLine = (index: number, line: string): string => lines.toSpliced(index, 1, line).join('\n');

const errorOf = (broken: string): unknown => {
  try {
    return readJournal(broken);
  } catch (error) {
    return error;
  }
};

const changed = (index: number, change: object): string =>
  withLine(index, JSON.stringify({ ...JSON.parse(lines[index] ?? ''), ...change }));

describe('a journal file', () => {
  it('is read as it was written, every kind of fact in it', () => {
    expect(JSON.stringify(readJournal(text))).toBe(JSON.stringify(journal));
    expect(writeJournal(readJournal(text))).toBe(text);
  });

  it.each([
    ['is not JSON', withLine(3, '{"kind":'), { line: '4', message: /is not JSON/ }],
    ['is empty', withLine(2, ''), { line: '3', message: /is not JSON/ }],
    ['is of no kind', changed(3, { kind: 'wish' }), { line: '4', message: /kind/ }],
    ['has a field too many', changed(4, { mood: 'good' }), { line: '5', message: /mood/ }],
    ['has a time that is none', changed(4, { at: 'yesterday' }), { line: '5', message: /^line 5: at/ }],
    [
      'holds a fact of another shape',
      changed(4, { facts: [{ fact: { kind: 'order' } }] }),
      { line: '5', message: /facts\.0\.fact/ },
    ],
    ['is of another version', changed(0, { version: 2 }), { line: '1', message: /version 2 is not known/ }],
    ['is no journal', withLine(0, '{}'), { line: '1', message: /journal/ }],
    [
      'does not begin with its shop',
      lines.toSpliced(1, 1).join('\n'),
      { line: '2', message: /the shop comes first/ },
    ],
  ])('that %s is refused as a whole, with the line', (_what, broken, { line, message }) => {
    const error = errorOf(broken);

    expect(error).toBeInstanceOf(EncoreError);
    expect(error).toMatchObject({
      code: 'journal_invalid',
      message: expect.stringMatching(message),
      fields: { line },
    });
  });

  it('may lack the last line break', () => {
    expect(readJournal(text.trimEnd())).toEqual(journal);
  });
});
