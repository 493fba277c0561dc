import { afterEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCustomer } from '../../../../testing/fake-shopify/far-side-samples.ts';
import { openJournal } from './journal.ts';
import type { JournalEntry } from './journal.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const newPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  folders.push(folder);
  return join(folder, 'deep/journal.jsonl');
};

const queued = (id: string): JournalEntry => ({
  entry: 'queued',
  delivery: {
    id,
    eventId: 'e',
    topic: 'orders/create',
    body: '{"id":820982911946154508}',
    triggeredAt: '2026-07-01T10:00:00Z',
  },
});
const customer = (firstName: string): JournalEntry => ({
  entry: 'change',
  change: { kind: 'customer', value: { ...sampleCustomer, firstName } },
});

describe('journal', () => {
  it('gives back what was appended', () => {
    const path = newPath();
    const first = openJournal(path);

    first.append({ entry: 'began', seed: 7, at: '2026-07-01T10:00:00Z' });
    first.append(queued('a'));

    expect(openJournal(path).entries).toEqual([
      { entry: 'began', seed: 7, at: '2026-07-01T10:00:00Z' },
      queued('a'),
    ]);
  });

  it('forgets deliveries that arrived and keeps those that did not', () => {
    const path = newPath();
    const first = openJournal(path);
    first.append(queued('a'));
    first.append(queued('b'));

    first.append({ entry: 'delivered', id: 'a' });

    expect(openJournal(path).entries).toEqual([queued('b')]);
  });

  it('keeps only the newest word on a thing, on disk too', () => {
    const path = newPath();
    const first = openJournal(path);
    for (const name of ['Ada', 'Bea', 'Cleo']) first.append(customer(name));

    const entries = openJournal(path).entries;

    expect(entries).toEqual([customer('Cleo')]);
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('reads past a line that a kill cut short, and past lines of no known kind', () => {
    const path = newPath();
    openJournal(path).append(queued('a'));
    appendFileSync(path, '{"entry":"unheard-of"}\n{"entry":"queued","deliv');

    expect(openJournal(path).entries).toEqual([queued('a')]);
  });
});
