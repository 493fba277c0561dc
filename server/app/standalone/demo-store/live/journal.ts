import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { tokenPairSchema } from '../../../../testing/fake-shopify/access-tokens.ts';
import { webhookDeliverySchema } from '../../../../testing/fake-shopify/webhook-sender.ts';
import { farChangeSchema } from './far-change-schema.ts';
import { visitorSchema } from './visitor.ts';

const entrySchema = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('began'), seed: z.number(), at: z.string() }),
  z.object({ entry: z.literal('change'), change: farChangeSchema }),
  z.object({ entry: z.literal('queued'), delivery: webhookDeliverySchema }),
  z.object({ entry: z.literal('delivered'), id: z.string() }),
  z.object({ entry: z.literal('token'), pair: tokenPairSchema }),
  z.object({ entry: z.literal('visitor'), visitor: visitorSchema }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;

export interface Journal {
  readonly entries: readonly JournalEntry[];
  append(entry: JournalEntry): void;
}

const parseLine = (line: string): JournalEntry | undefined => {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data;
  } catch {
    // A kill can cut the last line short: what it would have said was never acted on.
    return undefined;
  }
};

const keyOf = (entry: JournalEntry): string => {
  if (entry.entry === 'began') return 'began';
  if (entry.entry === 'queued') return `delivery:${entry.delivery.id}`;
  if (entry.entry === 'delivered') return `delivery:${entry.id}`;
  if (entry.entry === 'token') return `token:${entry.pair.accessToken}`;
  if (entry.entry === 'visitor') return `visitor:${entry.visitor.id}`;
  const { kind, value } = entry.change;
  return `${kind}:${kind === 'checkout' ? value.token : value.id}`;
};

/** Only the newest word on each thing, and nothing on what is delivered. */
const compact = (entries: readonly JournalEntry[]): readonly JournalEntry[] => {
  const newest = new Map<string, JournalEntry>();
  for (const entry of entries) newest.set(keyOf(entry), entry);
  return [...newest.values()].filter((entry) => entry.entry !== 'delivered');
};

/**
 * The demo shop's memory: one line a change, written before anything is done about it, shortened on each start.
 * A killed process has already handed its lines to the kernel, so nothing is lost with it.
 */
export const openJournal = (path: string): Journal => {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const entries = compact(text.split('\n').flatMap((line) => parseLine(line) ?? []));
  const fresh = `${path}.new`;
  writeFileSync(fresh, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
  renameSync(fresh, path);
  return { entries, append: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`) };
};
