import { describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { silentLogger } from '../../lib/logger.ts';
import { steps } from '../../testing/flows/flow-bench.ts';
import {
  aJournal,
  cartFlow,
  factsLine,
  journalShop,
  leftBy,
  nameOf,
  shopLine,
} from '../../testing/flows/journal-builders.ts';
import { buildOrderFact, buildPerson, minutesLater } from '../../testing/shop/build-facts.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { abandonedCheckoutPreset } from '../abandoned-checkout/preset.ts';
import { anonymise } from './anonymise.ts';
import type { Journal } from './journal-line.ts';
import { readJournal } from './read-journal.ts';
import { replay } from './replay.ts';
import type { ReplayResult } from './replay.ts';
import type { ReplayDeps } from './replay-world.ts';
import { writeJournal } from './write-journal.ts';

const { signal } = new AbortController();
const run = (journal: Journal, over: Partial<ReplayDeps> = {}): Promise<ReplayResult> =>
  replay(journal, { steps, logger: silentLogger, ...over }, signal);

const words = ({ outcomes }: ReplayResult): readonly string[] =>
  outcomes.map(({ outcome, step, reason }) => [outcome, step, reason].filter(Boolean).join(' '));
const sentAt = ({ outcomes }: ReplayResult): readonly string[] =>
  outcomes.filter(({ outcome }) => outcome === 'sent').map(({ at }) => at);

const bought = (address: string, minutes: number) => {
  const name = nameOf(address);
  return buildOrderFact(
    {
      id: `order-${name}`,
      checkoutToken: `checkout-${name}`,
      cartToken: `cart-${name}`,
      placedAt: minutesLater(minutes),
      updatedAt: minutesLater(minutes),
    },
    buildPerson({ address, customerId: `id-${name}` }),
  );
};

const left = factsLine(0, leftBy('ada@example.com'));

describe('a journal that is replayed', () => {
  it('mails when the flow would have, to the minute', async () => {
    const result = await run(aJournal([left]));

    expect(sentAt(result)).toEqual([minutesLater(30).toISOString(), minutesLater(30 * 60).toISOString()]);
    expect(words(result)).toEqual(
      expect.arrayContaining(['entered checkout.updated', 'sent checkout-1 accepted', 'done end_of_flow']),
    );
  });

  it('ends where the order came, in the order of the lines and not of the facts', async () => {
    const early = await run(aJournal([left, factsLine(20, [bought('ada@example.com', 20)])]));
    const late = await run(aJournal([left, factsLine(40, [bought('ada@example.com', 20)])]));

    expect(words(early)).toContain('exited ordered');
    expect(sentAt(early)).toEqual([]);
    expect(sentAt(late)).toEqual([minutesLater(30).toISOString()]);
  });

  it('stops at the time of the export', async () => {
    const result = await run(aJournal([left], 60));

    expect(sentAt(result)).toHaveLength(1);
  });

  it('looks when the workers looked', async () => {
    const result = await run(aJournal([left, { kind: 'look', at: minutesLater(42) }]));

    expect(sentAt(result)[0]).toBe(minutesLater(42).toISOString());
  });

  it('defers and skips by the settings of then', async () => {
    const quiet = { quietHours: { from: '11:00', to: '18:00' } };
    const journal = aJournal([left]);
    const result = await run({ ...journal, lines: [shopLine(quiet), ...journal.lines.slice(1)] });

    expect(words(result)).toContain('deferred checkout-1 quiet_hours');
    expect(sentAt(result)[0]).toBe('2026-03-02T17:00:00.000Z');
  });

  it('does to flows what merchants did to them', async () => {
    const pause = { kind: 'command', flow: cartFlow, command: 'pause', status: 'paused' } as const;
    const resume = { kind: 'command', flow: cartFlow, command: 'resume', status: 'live' } as const;
    const result = await run(
      aJournal([
        left,
        { ...pause, at: minutesLater(10) },
        factsLine(15, leftBy('ben@example.com', { updatedAt: minutesLater(15) })),
        { ...resume, at: minutesLater(120) },
      ]),
    );

    expect(words(result)).toContain('deferred checkout-1 flow_paused');
    expect(sentAt(result)).toHaveLength(2);
    expect(result.outcomes.filter(({ outcome }) => outcome === 'entered')).toHaveLength(1);
  });

  it('moves whoever waits to another version', async () => {
    const { program } = abandonedCheckoutPreset;
    const shorter = { ...program, steps: program.steps.slice(0, 2) };
    const at = minutesLater(60);
    const result = await run(
      aJournal([
        { kind: 'flow-version', at: minutesLater(-60), flow: cartFlow, version: 2, program: shorter },
        left,
        { kind: 'command', at: minutesLater(20), flow: cartFlow, command: 'move', movedTo: 2 },
        { kind: 'look', at },
      ]),
    );

    expect(sentAt(result)).toEqual([at.toISOString()]);
    expect(words(result)).toContain('moved wait-1 new_version');
  });

  it('empties what was archived', async () => {
    const archive = { kind: 'command', flow: cartFlow, command: 'archive', status: 'archived' } as const;
    const result = await run(aJournal([left, { ...archive, at: minutesLater(60) }]));

    expect(sentAt(result)).toHaveLength(1);
    expect(words(result)).toContain('exited flow_archived');
  });

  it('answers as the provider did, and hears what it heard', async () => {
    const sent = await run(aJournal([left]));
    const enrollment = sent.outcomes.find(({ outcome }) => outcome === 'sent')?.enrollment ?? '';
    const send = {
      kind: 'send',
      at: minutesLater(30),
      message: asMessageId(`${enrollment}.checkout-1`),
    } as const;

    const refused = await run(aJournal([left, { ...send, outcome: 'failed', reason: 'bad_address' }]));
    const unknown = await run(
      aJournal([
        left,
        { ...send, outcome: 'unknown', reason: 'timed_out' },
        { kind: 'provider-event', at: minutesLater(45), message: send.message, event: 'delivered' },
      ]),
    );

    expect(words(refused)).toContain('failed checkout-1 bad_address');
    expect(words(unknown)).toContain('unknown checkout-1 timed_out');
    expect(words(unknown)).toContain('sent checkout-2 accepted');
  });

  it('leaves alone who was suppressed by then', async () => {
    const digest = addressDigest(journalShop, 'ada@example.com');
    const result = await run(
      aJournal([
        left,
        { kind: 'suppression', at: minutesLater(60), addressDigest: digest, reason: 'complaint' },
      ]),
    );

    expect(sentAt(result)).toHaveLength(1);
    expect(words(result)).toContain('skipped checkout-2 suppressed');
  });

  it('goes on after facts that fail, and counts what is left', async () => {
    const again = factsLine(20, [bought('ada@example.com', 20)]);
    const result = await run(aJournal([left, again, again]));

    expect(result.journal).toMatchObject({ facts: 4, lines: 6 });
    expect(result.counts).toContainEqual(
      expect.objectContaining({ outcome: 'exited', reason: 'ordered', count: 1 }),
    );
  });

  it('comes out the same, byte by byte, each time', async () => {
    const people = Array.from({ length: 20 }, (_, n) => `person${n}@example.com`);
    const journal = aJournal([
      factsLine(
        0,
        people.flatMap((address) => leftBy(address)),
      ),
      factsLine(
        600,
        people.slice(0, 5).map((address) => bought(address, 600)),
      ),
    ]);

    const one = JSON.stringify(await run(journal));
    const other = JSON.stringify(await run(readJournal(writeJournal(journal))));

    expect(one).toBe(other);
  });

  it('says what another program would have done', async () => {
    const { program } = abandonedCheckoutPreset;
    const [wait, ...rest] = program.steps;
    const sooner = { ...program, steps: [{ ...wait, args: { ...wait?.args, for: 'PT1H' } }, ...rest] };

    const result = await run(aJournal([left, { kind: 'look', at: minutesLater(31) }]), {
      programOf: (flow) => (flow === cartFlow ? sooner : undefined),
    });

    expect(sentAt(result)[0]).toBe(minutesLater(60).toISOString());
  });
});

describe('an anonymous journal', () => {
  const journal = aJournal([left, factsLine(20, [bought('ada@example.com', 20)])]);

  it('names nobody', () => {
    const text = writeJournal(anonymise(journal));

    expect(text).not.toMatch(/ada@example\.com|Mara/);
    expect(text).toContain('@example.invalid');
    expect(readJournal(text).header.anonymous).toBe(true);
  });

  it('keeps one number one number, however it was written', () => {
    const ofPhone = (phone: string): unknown => {
      const [fact] = leftBy('ben@example.com', { phone });
      const [, , , line] = anonymise(aJournal(fact === undefined ? [] : [factsLine(0, [fact])])).lines;
      return line?.kind === 'facts' && line.facts[0]?.fact.kind === 'checkout'
        ? line.facts[0].fact.checkout.phone
        : undefined;
    };

    expect(ofPhone('+49 40 1234567')).toMatch(/^\+\d{11,}$/);
    expect(ofPhone('+49 40 1234567')).not.toContain('401234567');
    expect(ofPhone('+49 (40) 1234567')).toBe(ofPhone('+49401234567'));
    expect(`+${String(ofPhone('49401234567'))}`).toBe(ofPhone('+49401234567'));
  });

  it('replays to the enrollments of the one it was made from, where contacts are told', async () => {
    const told = await run(aJournal([left]));
    const contact = told.outcomes[0]?.contact ?? '';
    const withContacts = writeJournal(aJournal([left])).replaceAll(
      '{"fact":',
      `{"contact":"${contact}","fact":`,
    );

    const hidden = await run(anonymise(readJournal(withContacts)));

    expect(hidden.outcomes).toEqual(told.outcomes);
  });
});
