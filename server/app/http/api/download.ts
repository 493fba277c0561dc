import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { DownloadType } from './define-route.ts';

const afterFirst = async function* (
  first: IteratorResult<string>,
  rest: AsyncIterator<string>,
): AsyncGenerator<string> {
  let next = first;
  while (next.done !== true) {
    yield next.value;
    next = await rest.next();
  }
};

/**
 * Sends a file as it is made, no faster than it is taken. What fails before its first part is an error like any other;
 * what fails later breaks the connection, for half a file must not pass for a whole one.
 */
export const sendDownload = async (
  response: Response,
  parts: AsyncIterable<string>,
  { media, file }: DownloadType,
): Promise<void> => {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  response.set('Content-Type', `${media}; charset=utf-8`);
  response.set('Content-Disposition', `attachment; filename="${file}"`);
  response.set('X-Content-Type-Options', 'nosniff');
  await pipeline(Readable.from(afterFirst(first, iterator)), response);
};
