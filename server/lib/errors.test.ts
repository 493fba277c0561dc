import { describe, expect, it } from '@jest/globals';
import { EncoreError, errorCodeOf, errorTable } from './errors.ts';

describe('EncoreError', () => {
  it('carries its code, its status and a message that may be shown', () => {
    const error = new EncoreError('body_too_large');

    expect(error).toMatchObject({
      code: 'body_too_large',
      status: 413,
      message: errorTable.body_too_large[1],
    });
  });

  it('keeps what caused it, and the fields that were wrong', () => {
    const cause = new TypeError('no');

    const error = new EncoreError('request_invalid', {
      message: 'wrong',
      cause,
      fields: { at: 'expected a time' },
    });

    expect(error).toMatchObject({ message: 'wrong', cause, fields: { at: 'expected a time' } });
  });
});

describe('errorCodeOf', () => {
  it.each([
    [new EncoreError('not_found'), 'not_found'],
    [new TypeError('no'), 'internal_error'],
    ['text', 'internal_error'],
    [undefined, 'internal_error'],
  ])('knows only codes of our own: %s', (error, code) => {
    expect(errorCodeOf(error)).toBe(code);
  });
});
