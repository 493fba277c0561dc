import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../lib/errors.ts';
import { failureCode, isDatabaseTrouble } from './failure-code.ts';

const named = (name: string, options?: ErrorOptions): Error =>
  Object.assign(new Error('x', options), { name });

describe('what an enrollment is shown to have failed with', () => {
  it('is the thrower’s own code, else that a step failed', () => {
    expect(failureCode(new EncoreError('render_failed'))).toBe('render_failed');
    expect(failureCode(new TypeError('oops'))).toBe('step_failed');
    expect(failureCode('oops')).toBe('step_failed');
  });
});

describe('trouble with the database', () => {
  it.each([
    named('MongoNetworkError'),
    named('MongoServerSelectionError'),
    new EncoreError('database_unreachable'),
    new EncoreError('internal_error', { cause: named('MongoNetworkError') }),
  ])('is seen in %s', (error) => {
    expect(isDatabaseTrouble(error)).toBe(true);
  });

  it.each([new TypeError('x'), new EncoreError('render_failed'), 'MongoNetworkError', undefined])(
    'is not seen in %s',
    (error) => {
      expect(isDatabaseTrouble(error)).toBe(false);
    },
  );
});
