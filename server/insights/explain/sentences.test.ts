import { describe, expect, it } from '@jest/globals';
import { parseDecision } from '../../engine/decision.model.ts';
import type { DecisionKind } from '../../engine/decision.ts';
import { exitReasons, refusalReasons } from '../../flows/exit-reason.ts';
import { clausesAfterCap, clausesBeforeCap } from '../../mail/gate/gate.ts';
import { senderLimitKey } from '../../mail/send/limit-senders.ts';
import { weeklyLimitKey } from '../../mail/gate/weekly-limit.ts';
import { frequencyCapKey } from '../../mail/gate/frequency-cap.ts';
import { skipReasons } from '../../mail/message.ts';
import type { JsonObject } from '../../lib/json.ts';
import { sourceFiles } from '../../testing/architecture/source-files.ts';
import { decisionSentence } from './decision-sentence.ts';
import { clauseSentence } from './mail-sentences.ts';
import { wordsOf } from './reason-words.ts';

/** One that is missing here does not compile. */
const kinds: Readonly<Record<DecisionKind, true>> = {
  entered: true,
  'not-entered': true,
  waited: true,
  branched: true,
  moved: true,
  deferred: true,
  skipped: true,
  sent: true,
  failed: true,
  unknown: true,
  exited: true,
  done: true,
  quarantined: true,
};

const isKind = (name: string): name is DecisionKind => Object.hasOwn(kinds, name);

const stored = {
  shop: 's',
  flow: 'f',
  contact: 'c',
  about: 'a',
  step: '',
  reason: 'r',
  count: 1,
  firstAt: new Date(0),
  lastAt: new Date(0),
};

/** The parts of the code that decide; what tells of it, and tests, aside. */
const deciding = sourceFiles().filter(
  ({ path }) =>
    /^server\/(engine|flows|mail)\//.test(path) && !/(\.test|\.battery)\.ts$|simulation|testing/.test(path),
);

const reasonsIn = (patterns: readonly RegExp[], within = deciding): readonly string[] => [
  ...new Set(
    within.flatMap(({ text }) =>
      patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, reason = '']) => reason)),
    ),
  ),
];

/** A reason without words of its own is shown between quotes. */
const speaks = (sentence: string): boolean => !sentence.includes('“') && /[a-z].*\.$/.test(sentence);

describe('a decision about learned time', () => {
  const entered = (detail: JsonObject) =>
    decisionSentence('entered', { step: '', reason: 'order.placed', detail });

  it('says whose number it is, and what it rests on', () => {
    expect(entered({ numberOf: 'learned', reorders: 23 })).toBe(
      'Entered on order.placed. The time is learned: bought again 23 times.',
    );
    expect(entered({ numberOf: 'merchant', reorders: 2 })).toBe(
      'Entered on order.placed. The time is the flow’s own number: too little was learned (bought again 2 times).',
    );
    expect(entered({ numberOf: 'override' })).toContain('what the shop says of this product');
    expect(entered({ numberOf: 'learned', returned: 90 })).toContain('90 people came back');
    expect(entered({ numberOf: 'merchant' })).toContain('nothing yet');
    expect(entered({ anchorAt: 'x' })).toBe('Entered on order.placed.');
  });

  it('says from when to when it moved, and who was taken in later', () => {
    const detail = { dueAt: '2026-05-01', from: '2026-04-01', numberOf: 'learned', reorders: 9 };

    expect(decisionSentence('moved', { step: '', reason: 're-timed', detail })).toBe(
      'What was learned anew moved it, now due 2026-05-01 instead of 2026-04-01. The time is learned: bought again 9 times.',
    );
    expect(decisionSentence('entered', { step: '', reason: 'past_order' })).toContain('past order');
  });
});

describe('every decision', () => {
  it.each(Object.keys(kinds))('of kind %s is read from the database and has a sentence', (name) => {
    const { kind } = parseDecision({ ...stored, kind: name });

    expect(isKind(kind) && speaks(decisionSentence(kind, { step: 'a', reason: 'sender_paused' }))).toBe(true);
  });

  it.each(skipReasons)('that skips or defers for %s says so in words', (reason) => {
    expect(speaks(decisionSentence('skipped', { step: 'a', reason }))).toBe(true);
    expect(speaks(decisionSentence('deferred', { step: 'a', reason }))).toBe(true);
  });

  it.each(exitReasons)('that ends a flow for %s says so in words', (reason) => {
    expect(speaks(decisionSentence('exited', { step: '', reason }))).toBe(true);
  });

  it.each(refusalReasons)('that keeps somebody out for %s says so in words', (reason) => {
    expect(speaks(decisionSentence('not-entered', { step: '', reason }))).toBe(true);
  });
});

describe('the lists of reasons', () => {
  it('hold every exit that the code knows', () => {
    const found = reasonsIn([
      /exit: '(\w+)'/g,
      /settledReason: '(\w+)'(?! \|)/g,
      /\{ enrollment, reason: '(\w+)'/g,
      /: ExitReason = '(\w+)'/g,
    ]);

    expect(found.length).toBeGreaterThan(6);
    expect(found.filter((reason) => !exitReasons.some((known) => known === reason))).toEqual([]);
  });

  it('hold every refusal that the code knows', () => {
    const found = reasonsIn([
      /refused: '(\w+)'/g,
      /kind: 'refuse', reason: '(\w+)'/g,
      /kind: 'close', reason: '(\w+)'/g,
      /\bclose\('(\w+)'\)/g,
    ]);

    expect(found.length).toBeGreaterThan(10);
    expect(found.filter((reason) => !refusalReasons.some((known) => known === reason))).toEqual([]);
  });

  it('leave no reason of mail or engine without words', () => {
    const mail = deciding.filter(({ path }) =>
      /^server\/(mail\/(send|transports|ledger|gate)|engine)\//.test(path),
    );
    const found = reasonsIn([/reason: '(\w+)'/g, /'(worker_lost)'/g], mail);

    const silent = found.filter(
      (reason) =>
        !['wait', 'end_of_flow', 'changed_meanwhile'].includes(reason) &&
        !speaks(decisionSentence('deferred', { step: 'a', reason })),
    );

    expect(found.length).toBeGreaterThan(20);
    expect(silent).toEqual([]);
  });

  it('show a reason that nobody foresaw by its name', () => {
    expect(wordsOf('left_the_club')).toBe('“left_the_club”');
    expect(wordsOf('')).toBe('no reason was given');
  });
});

describe('every clause of the gate', () => {
  const clauses = [
    ...clausesBeforeCap.map(({ key }) => key),
    frequencyCapKey,
    weeklyLimitKey,
    senderLimitKey,
    ...clausesAfterCap.map(({ key }) => key),
  ];

  it.each(clauses)('%s is said in words with what it saw', (clause) => {
    const sentence = clauseSentence({ clause, pass: false, saw: 'this' });

    expect(sentence).toMatch(/ .*: no \(this\)\.$/);
    expect(sentence).not.toContain(`${clause}:`);
  });
});
