import { describe, expect, it } from '@jest/globals';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { mailStateOf, withMail, withOffer } from './mail-choice.ts';
import type { OwnEmail } from './mail-choice.ts';

const anEmail = (key: string, published: number): OwnEmail => ({
  key,
  title: `The ${key}`,
  flow: 'abandoned-checkout',
  published,
  rev: 3,
  updatedAt: '2026-06-01T09:00:00.000Z',
  hasDraft: false,
});
const emails = [anEmail('ours', 3), anEmail('unready', 0)];

describe('the email of a step', () => {
  it('that is the merchant’s own comes with the version that is published', () => {
    expect(withMail({ template: '', subject: 'Hi' }, 'ours', emails)).toEqual({
      template: 'ours',
      templateVersion: 3,
      subject: 'Hi',
    });
  });

  it('that comes with Encore has no version, and takes none over', () => {
    const before = { template: 'ours', templateVersion: 2, offer: 'thanks' };

    expect(withMail(before, 'checkout-1', emails)).toEqual({ template: 'checkout-1', offer: 'thanks' });
  });

  it('that was never published gets no version', () => {
    expect(withMail({ template: '' }, 'unready', emails)).toEqual({ template: 'unready' });
  });

  const states: readonly [string, StepData['args'], { version?: number; newer?: number }][] = [
    [
      'keeps an older version and knows of the newer',
      { template: 'ours', templateVersion: 1 },
      { version: 1, newer: 3 },
    ],
    ['is the newest', { template: 'ours', templateVersion: 3 }, { version: 3 }],
    [
      'is newer than what a rolled back template sends',
      { template: 'ours', templateVersion: 4 },
      { version: 4 },
    ],
    ['names no version, so gets the published one', { template: 'ours' }, { version: 3 }],
    ['is none of the shop’s own', { template: 'checkout-1' }, {}],
    ['is only a draft', { template: 'unready' }, {}],
    ['is not chosen yet', {}, {}],
  ];
  it.each(states)('%s', (_what, args, { version, newer }) => {
    expect(mailStateOf(args, emails)).toMatchObject({ version, newer });
  });
});

describe('the offer of a step', () => {
  it('is named, and keeps what was said of missing codes', () => {
    expect(withOffer({ template: 'a', offer: 'old', whenNoCode: 'skip' }, 'thanks')).toEqual({
      template: 'a',
      offer: 'thanks',
      whenNoCode: 'skip',
    });
  });

  it('leaves nothing behind when it goes', () => {
    expect(withOffer({ template: 'a', offer: 'old', whenNoCode: 'skip' }, '')).toEqual({ template: 'a' });
  });
});
