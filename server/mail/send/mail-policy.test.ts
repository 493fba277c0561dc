import { describe, expect, it } from '@jest/globals';
import { mailPolicyOf } from './mail-policy.ts';
import { sendEmailStep } from './send-email.step.ts';

describe('the policy of a mail', () => {
  it('is marketing that is never sent again, unless told', () => {
    expect(mailPolicyOf({ template: 'checkout-1' })).toEqual({ kind: 'marketing', whenUnknown: 'never' });
    expect(mailPolicyOf({ kind: 'transactional' })).toEqual({ kind: 'transactional', whenUnknown: 'never' });
  });

  it('never sends marketing again, whatever the arguments say', () => {
    expect(mailPolicyOf({ whenUnknown: 'resend' }).whenUnknown).toBe('never');
    expect(mailPolicyOf({ kind: 'nonsense', whenUnknown: 'resend' })).toEqual({
      kind: 'marketing',
      whenUnknown: 'never',
    });
    expect(mailPolicyOf({ kind: 'transactional', whenUnknown: 'resend' }).whenUnknown).toBe('resend');
  });
});

describe('the arguments of send-email', () => {
  it('take a kind, and leave out what was not told', () => {
    const args = { template: 'receipt', kind: 'transactional', whenUnknown: 'resend' };

    expect(sendEmailStep.parse(args)).toEqual(args);
    expect(sendEmailStep.parse({ template: 'checkout-1' })).toEqual({ template: 'checkout-1' });
  });

  it.each([
    ['sending marketing again', { whenUnknown: 'resend' }, 'whenUnknown'],
    ['saying so', { kind: 'marketing', whenUnknown: 'resend' }, 'whenUnknown'],
    ['an unknown kind', { kind: 'urgent' }, 'kind'],
  ])('refuse %s', (_what, args, path) => {
    const parse = () => sendEmailStep.parse({ template: 'checkout-1', ...args });

    expect(parse).toThrow(path);
  });
});
