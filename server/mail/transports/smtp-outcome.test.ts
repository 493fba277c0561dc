import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smtpOutcome } from './smtp-outcome.ts';

const failed = (over: object): Error => Object.assign(new Error('ill'), over);

describe('what an SMTP failure means', () => {
  it.each([
    [
      'a recipient nobody knows',
      { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' },
      'rejected smtp_550',
    ],
    [
      'content that is not wanted',
      { code: 'EMESSAGE', responseCode: 554, command: 'DATA' },
      'rejected smtp_554',
    ],
    ['a full mailbox', { code: 'EENVELOPE', responseCode: 452, command: 'RCPT TO' }, 'not-sent smtp_452'],
    [
      'a session that is confused',
      { code: 'EENVELOPE', responseCode: 503, command: 'DATA' },
      'not-sent smtp_503',
    ],
    [
      'a sender nobody wants',
      { code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' },
      'not-sent sender_refused',
    ],
    ['a sender for now', { code: 'EENVELOPE', responseCode: 451, command: 'MAIL FROM' }, 'not-sent smtp_451'],
    ['a login', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'not-sent key_refused'],
    ['a login that is missing', { code: 'EAUTH', command: 'API' }, 'not-sent key_refused'],
    ['a login for now', { code: 'EAUTH', responseCode: 454, command: 'AUTH PLAIN' }, 'not-sent smtp_454'],
    [
      'too many connections',
      { code: 'ECONNECTION', responseCode: 421, command: 'CONN' },
      'not-sent rate_limited',
    ],
    ['a connection that is refused', { code: 'ESOCKET', command: 'CONN' }, 'not-sent esocket'],
    ['a name nobody knows', { code: 'EDNS' }, 'not-sent edns'],
    ['time that is over', { name: 'AbortError', code: 'EABORT' }, 'not-sent timeout'],
    ['nothing that can be read', {}, 'not-sent timeout'],
  ])('before the content: %s', (_what, error, expected) => {
    const outcome = smtpOutcome(failed(error), false);

    expect(`${outcome.kind} ${'reason' in outcome ? outcome.reason : ''}`).toBe(expected);
  });

  it.each([
    ['a connection that ended', { code: 'ECONNECTION', command: 'CONN' }, 'unknown econnection'],
    [
      'half a line that looks like a refusal',
      { code: 'ECONNECTION', responseCode: 451, command: 'CONN' },
      'unknown econnection',
    ],
    [
      'half a line that looks like a goodbye',
      { code: 'ECONNECTION', responseCode: 421, command: 'CONN' },
      'unknown econnection',
    ],
    ['time that is over', { name: 'AbortError', code: 'EABORT' }, 'unknown timeout'],
    [
      'a whole answer that puts it off',
      { code: 'EMESSAGE', responseCode: 451, command: 'DATA' },
      'not-sent smtp_451',
    ],
    [
      'a whole answer that refuses',
      { code: 'EMESSAGE', responseCode: 552, command: 'DATA' },
      'rejected smtp_552',
    ],
  ])('after the content: %s', (_what, error, expected) => {
    const outcome = smtpOutcome(failed(error), true);

    expect(`${outcome.kind} ${'reason' in outcome ? outcome.reason : ''}`).toBe(expected);
  });

  it('never says that a mail did not leave, or was refused, without a whole answer once its content had begun', () => {
    const anyError = fc.record({
      code: fc.constantFrom('ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'ESTREAM', 'EABORT', 'EMESSAGE', ''),
      responseCode: fc.constantFrom(undefined, 0, 2, 25, 250, 354, 421, 450, 451, 550, 554),
      command: fc.constantFrom('CONN', 'API', ''),
    });
    fc.assert(
      fc.property(anyError, (error) => {
        const outcome = smtpOutcome(failed(error), true);
        const isWhole = (error.responseCode ?? 0) >= 400 && error.command !== 'CONN';
        expect(outcome.kind === 'unknown').toBe(!isWhole);
      }),
    );
  });

  it('takes anything that is thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, { code: 3 }])
      expect(smtpOutcome(thrown, true).kind).toBe('unknown');
  });
});
