import { describe, expect, it } from '@jest/globals';
import { realNow } from '../../lib/clock.ts';
import { sendgridOutcome } from './sendgrid-outcome.ts';

const inSeconds = (seconds: number): string => String(Math.floor(realNow().getTime() / 1000) + seconds);

const accepted = (headers: Record<string, string>) =>
  sendgridOutcome({ kind: 'answered', status: 202, headers, complete: true });

describe('what SendGrid announces with an accepted mail', () => {
  it('is told on where it names how many and until when', () => {
    const outcome = accepted({ 'x-ratelimit-remaining': '42', 'x-ratelimit-reset': inSeconds(60) });

    expect(outcome).toMatchObject({ kind: 'accepted', allowance: { remaining: 42 } });
    expect(outcome.kind === 'accepted' && outcome.allowance?.resetMs).toBeGreaterThan(30_000);
  });

  it('is bounded, however far away its end is said to be', () => {
    const outcome = accepted({ 'x-ratelimit-remaining': '-3', 'x-ratelimit-reset': inSeconds(86_400) });

    expect(outcome).toMatchObject({ allowance: { remaining: 0, resetMs: 15 * 60_000 } });
  });

  it.each([
    ['nothing', {}],
    ['a number without its window', { 'x-ratelimit-remaining': '42' }],
    ['a window that is over', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(-60) }],
    ['words', { 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': 'soon' }],
  ])('says nothing where it is %s', (_what, headers) => {
    expect(accepted(headers)).toEqual({
      kind: 'accepted',
      providerMessageId: undefined,
      allowance: undefined,
    });
  });
});
