import { describe, expect, it } from '@jest/globals';
import { asEnrollmentId, asMessageId } from '../../lib/brand.ts';
import { mailCategories } from '../../shop/preferences.ts';
import type { MailChoices } from '../../shop/preferences.ts';
import { aBrief, aRecipient, aShop, gateFacts, noon } from '../../testing/mail/mail-builders.ts';
import type { GateFacts } from './clause.ts';
import { frequencyCapFull } from './frequency-cap.ts';
import { answered, askGate, clausesAfterCap, clausesBeforeCap } from './gate.ts';

const all = [...clausesBeforeCap, ...clausesAfterCap];
const ask = (over: Partial<GateFacts>) => askGate(gateFacts(over), all);
const rival = { enrollment: asEnrollmentId('e0'), flowKey: 'cross-sell', priority: 10, dueAt: noon };

describe('the gate', () => {
  it('lets a mail through that nothing speaks against, and says what it asked', () => {
    const result = ask({});

    expect(result.verdict).toEqual({ kind: 'allow' });
    expect(result.answers.map(({ clause }) => clause)).toEqual(all.map(({ key }) => key));
  });

  it.each([
    [
      'an address that is none',
      { recipient: aRecipient({ address: 'mara@' }) },
      'address_invalid',
      undefined,
    ],
    [
      'somebody redacted',
      { recipient: aRecipient({ redacted: true, address: undefined }) },
      'redacted',
      'redacted',
    ],
    ['a suppressed address', { recipient: aRecipient({ suppressed: 'complaint' }) }, 'suppressed', undefined],
    ['no consent', { recipient: aRecipient({ consent: 'none' }) }, 'no_consent', undefined],
    [
      'a consent not confirmed yet',
      { recipient: aRecipient({ consent: 'pending' }) },
      'no_consent',
      undefined,
    ],
    [
      'somebody who left',
      { recipient: aRecipient({ consent: 'unsubscribed' }) },
      'unsubscribed',
      'unsubscribed',
    ],
    ['a flow that is off', { brief: aBrief({ running: 'off' }) }, 'flow_not_live', undefined],
    ['a shop that left', { shop: aShop({ status: 'uninstalled' }) }, 'flow_not_live', undefined],
    ['a filter that fails', { brief: aBrief({ filterHolds: false }) }, 'filter_failed', undefined],
    ['an order', { brief: aBrief({ settledBy: '1' }) }, 'already_ordered', 'ordered'],
    ['a mail that another one spoke for', { includedIn: asMessageId('m1') }, 'included', undefined],
    ['nothing in stock', { brief: aBrief({ content: { none: 'out_of_stock' } }) }, 'out_of_stock', undefined],
    ['a total of zero', { brief: aBrief({ content: { none: 'total_zero' } }) }, 'total_zero', undefined],
    [
      'a mail that is too late',
      { brief: aBrief({ usefulUntil: new Date(noon.getTime() - 1) }) },
      'no_longer_useful',
      undefined,
    ],
  ] as const)('skips for %s', (...[, over, reason, exit]) => {
    const result = ask(over);

    expect(result.verdict).toEqual({ kind: 'skip', reason, exit });
    expect(result.answers.at(-1)?.pass).toBe(false);
  });

  it('defers in a paused flow, and skips once the mail has lost its use', () => {
    const paused = (usefulUntil: Date) => ask({ brief: aBrief({ running: 'paused', usefulUntil }) }).verdict;

    const soon = paused(new Date(noon.getTime() + 3_600_000));
    const late = paused(new Date(noon.getTime() + 60_000));

    expect(soon).toMatchObject({
      kind: 'defer',
      reason: 'flow_paused',
      until: new Date(noon.getTime() + 900_000),
    });
    expect(late).toMatchObject({ kind: 'skip', reason: 'flow_paused' });
  });

  it('asks in order: the first no is the answer, and nothing after it is asked', () => {
    const result = ask({
      recipient: aRecipient({ suppressed: 'manual', consent: 'none' }),
      brief: aBrief({ settledBy: '1' }),
    });

    expect(result.verdict).toMatchObject({ reason: 'suppressed' });
    expect(result.answers.map(({ clause }) => clause)).toEqual([
      'address-valid',
      'not-redacted',
      'not-suppressed',
    ]);
  });

  it('asks for holdout only what would have been sent', () => {
    const heldOut = { id: asEnrollmentId('e1'), heldOut: true, dueAt: noon };

    expect(ask({ enrollment: heldOut }).verdict).toMatchObject({ reason: 'held_out' });
    expect(ask({ enrollment: heldOut, brief: aBrief({ settledBy: '1' }) }).verdict).toMatchObject({
      reason: 'already_ordered',
    });
  });

  it('keeps values it saw free of personal data', () => {
    const text = JSON.stringify(ask({ recipient: aRecipient({ address: 'broken@@example.com' }) }).answers);

    expect(text).not.toContain('example.com');
  });
});

describe('what a person chose', () => {
  const tomorrow = new Date(noon.getTime() + 86_400_000);
  const choosing = (over: Partial<MailChoices>) =>
    aRecipient({ choices: { weekly: false, without: [], ...over } });

  it('puts mail off until a pause is over', () => {
    const recipient = choosing({ pausedUntil: tomorrow });

    expect(ask({ recipient }).verdict).toEqual({ kind: 'defer', reason: 'person_paused', until: tomorrow });
  });

  it('skips what would be of no use by then', () => {
    const recipient = choosing({ pausedUntil: new Date(noon.getTime() + 30 * 86_400_000) });

    expect(ask({ recipient }).verdict).toMatchObject({ kind: 'skip', reason: 'person_paused' });
  });

  it('is no pause any more when it is over', () => {
    expect(ask({ recipient: choosing({ pausedUntil: noon }) }).verdict).toEqual({ kind: 'allow' });
  });

  it.each(mailCategories)('stops mail of a kind they don’t want, and no other: %s', (category) => {
    const recipient = choosing({ without: [category] });
    const verdicts = mailCategories.map((each) => ask({ recipient, category: each }).verdict.kind);

    expect(verdicts).toEqual(mailCategories.map((each) => (each === category ? 'skip' : 'allow')));
    expect(ask({ recipient, category }).verdict).toMatchObject({ reason: 'kind_unwanted' });
  });

  it('says nothing about what answers something they did', () => {
    const recipient = choosing({ pausedUntil: tomorrow, without: [...mailCategories] });

    expect(ask({ kind: 'transactional', recipient }).verdict).toEqual({ kind: 'allow' });
  });
});

describe('transactional mail', () => {
  const kind = 'transactional' as const;

  it.each(['none', 'pending', 'unsubscribed'] as const)('needs no consent: %s', (consent) => {
    expect(ask({ kind, recipient: aRecipient({ consent }) }).verdict).toEqual({ kind: 'allow' });
  });

  it('keeps no quiet hours and waits for no other flow', () => {
    const shop = aShop({ quietHours: { from: '12:30', to: '14:00' } });

    expect(ask({ kind, shop, rivals: [{ ...rival, priority: 99 }] }).verdict).toEqual({ kind: 'allow' });
  });

  it.each(['hard_bounce', 'complaint', 'manual'] as const)(
    'is stopped by a suppression: %s',
    (suppressed) => {
      expect(ask({ kind, recipient: aRecipient({ suppressed }) }).verdict).toMatchObject({
        reason: 'suppressed',
      });
    },
  );
});

describe('quiet hours', () => {
  const quiet = (from: string, to: string) => ({ shop: aShop({ quietHours: { from, to } }) });

  it('defers to their end in the shop’s zone', () => {
    // Noon in UTC is 13:00 in Berlin.
    expect(ask(quiet('12:30', '14:00')).verdict).toEqual({
      kind: 'defer',
      reason: 'quiet_hours',
      until: new Date('2026-11-22T13:00:00Z'),
    });
    expect(ask(quiet('13:00', '14:00')).verdict.kind).toBe('defer');
    expect(ask(quiet('12:00', '13:00')).verdict.kind).toBe('allow');
  });

  it('go past midnight', () => {
    const late = new Date('2026-11-22T22:30:00Z');

    expect(ask({ ...quiet('22:00', '07:00'), now: late }).verdict).toEqual({
      kind: 'defer',
      reason: 'quiet_hours',
      until: new Date('2026-11-23T06:00:00Z'),
    });
    expect(ask(quiet('22:00', '07:00')).verdict.kind).toBe('allow');
  });

  it('become a skip when the mail is useless by then', () => {
    const brief = aBrief({ usefulUntil: new Date('2026-11-22T12:30:00Z') });

    expect(ask({ ...quiet('12:30', '14:00'), brief }).verdict).toEqual({
      kind: 'skip',
      reason: 'quiet_hours',
      exit: undefined,
    });
  });
});

describe('arbitration', () => {
  it('lets the higher priority go first', () => {
    expect(ask({ rivals: [{ ...rival, priority: 11 }] }).verdict).toMatchObject({
      kind: 'defer',
      reason: 'higher_priority',
    });
    expect(ask({ rivals: [{ ...rival, priority: 9 }] }).verdict.kind).toBe('allow');
  });

  it('lets the earlier due of equal ones go first, and never both wait', () => {
    const earlier = { ...rival, dueAt: new Date(noon.getTime() - 1000) };
    const ours = { id: asEnrollmentId('e1'), heldOut: false, dueAt: noon };
    const theirs = { id: rival.enrollment, heldOut: false, dueAt: noon };

    expect(ask({ rivals: [earlier] }).verdict.kind).toBe('defer');
    expect(ask({ rivals: [{ ...rival, dueAt: new Date(noon.getTime() + 1000) }] }).verdict.kind).toBe(
      'allow',
    );
    const both = [
      ask({ enrollment: ours, rivals: [rival] }).verdict.kind,
      ask({ enrollment: theirs, rivals: [{ ...rival, enrollment: ours.id }] }).verdict.kind,
    ];
    expect(both.toSorted()).toEqual(['allow', 'defer']);
  });
});

describe('a full frequency cap', () => {
  it('defers until the oldest mail has left the window', () => {
    const oldest = new Date('2026-11-20T12:00:00Z');
    const answer = frequencyCapFull(aShop({ frequencyCap: { count: 1, within: 'P3D' } }), oldest, noon);

    const result = answered([], {
      key: 'frequency-cap',
      answer,
      usefulUntil: new Date('2026-11-24T00:00:00Z'),
    });

    expect(result.verdict).toEqual({
      kind: 'defer',
      reason: 'frequency_capped',
      until: new Date('2026-11-23T12:00:01Z'),
    });
  });
});
