import { describe, expect, it } from '@jest/globals';
import { statusOf } from './response-reader.ts';

describe('statusOf', () => {
  it.each(['', 'HTTP/1.1 200 OK\r\nContent-Le', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nO'])(
    'waits for the rest of %j',
    (received) => {
      expect(statusOf(received)).toBeUndefined();
    },
  );

  it('reads the status once the body is there', () => {
    expect(statusOf('HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno')).toBe(503);
  });

  it('needs no body where none is announced', () => {
    expect(statusOf('HTTP/1.1 204 No Content\r\n\r\n')).toBe(204);
  });
});
