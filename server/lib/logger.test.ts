import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { isTest, sourceFiles } from '../testing/architecture/source-files.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import type { TempFolder } from '../testing/temp-folder.ts';
import { EncoreError } from './errors.ts';
import { createLogger } from './logger.ts';
import type { Logger } from './logger.ts';

const lineSchema = z.looseObject({ level: z.number(), name: z.string(), msg: z.string() });

let folder: TempFolder;
let logger: Logger;
beforeEach(() => {
  folder = tempFolder();
  logger = createLogger({ level: 'debug', name: 'web', file: join(folder.path, 'log') });
});
afterEach(() => folder.remove());

const written = (): string => readFileSync(join(folder.path, 'log'), 'utf8');
const lastLine = () => lineSchema.parse(JSON.parse(written().trim().split('\n').at(-1) ?? ''));

describe('a log line', () => {
  it('is one JSON object with its level, its process and its event', () => {
    logger.info({ port: 3000 }, 'web listening');

    expect(lastLine()).toMatchObject({ level: 30, name: 'web', msg: 'web listening', port: 3000 });
  });

  it('carries the code of what failed at the top, and of what was behind it', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

    logger.error({ err: new EncoreError('inbox_unavailable', { cause }) }, 'request failed');

    expect(lastLine()).toMatchObject({
      code: 'inbox_unavailable',
      err: { type: 'EncoreError', code: 'inbox_unavailable', cause: { code: 'ECONNREFUSED' } },
    });
  });

  it('keeps a code that was given', () => {
    logger.error({ code: 'step_failed', err: new TypeError('x') }, 'turn failed');

    expect(lastLine()).toMatchObject({ code: 'step_failed' });
  });
});

describe('personal data', () => {
  it.each([
    'email',
    'address',
    'firstName',
    'to',
    'subject',
    'body',
    'accessToken',
    'token',
    'authorization',
  ])('is struck out under the name %s, at the top and one below', (name) => {
    logger.warn({ [name]: 'ada@example.com', inner: { [name]: 'ada@example.com' } }, 'said');

    expect(lastLine()).toMatchObject({ [name]: '[Redacted]', inner: { [name]: '[Redacted]' } });
  });

  it.each([
    [
      'a duplicate key',
      'E11000 duplicate key error dup key: { shop: "lumen", address: "ada@example.com", name: "Ada Vogel" }',
    ],
    ['a body that is no JSON', 'Unexpected token \'}\', ..."ame":"Ada Vogel"}"... is not valid JSON'],
    ['an address somewhere', 'no mailbox <ada.vogel+shop@example.co.uk> here'],
    ['a database address', 'could not reach mongodb://ada:vogel@db.internal:27017/encore'],
    ['an access token', 'Shopify refused shpat_ada0123456789vogel'],
    ['a key of the provider', 'SG.ada-vogel.0123 is not allowed'],
    ['a query', 'GET https://shop.example/recover?key=ada-vogel failed'],
  ])('is not quoted from the message of an error: %s', (_what, message) => {
    logger.error({ err: new Error('outer', { cause: new Error(message) }) }, 'job failed');

    expect(written()).not.toMatch(/\bada|vogel/i);
    expect(lastLine()).toMatchObject({ err: { cause: { type: 'Error' } } });
  });

  it('is not copied from what a library hangs on its errors', () => {
    const error = Object.assign(new Error('bulk write failed'), {
      writeErrors: [{ op: { address: 'ada@example.com' } }],
      response: { text: 'Ada Vogel' },
    });

    logger.error({ err: error }, 'job failed');

    expect(written()).not.toMatch(/\bada|vogel/i);
    expect(lastLine()).toMatchObject({ err: { message: 'bulk write failed' } });
  });

  it('is not logged as an error that is none', () => {
    logger.error({ err: { address: 'ada@example.com' } }, 'job failed');

    expect(lastLine()).toMatchObject({ err: { message: 'not an error' } });
  });

  it('does not stand in a path: links in mails are signed tokens', () => {
    logger.error({ path: `/u/${'x'.repeat(60)}` }, 'request failed');

    expect(lastLine()).toMatchObject({ path: '/u/[token]' });
  });
});

describe('events', () => {
  it('are named by constants, so that lines can be counted by them', () => {
    const assembled = sourceFiles()
      .filter(({ path }) => !isTest(path))
      .flatMap(({ path, text }) =>
        [
          ...text.matchAll(/logger\s*\.(?:fatal|error|warn|info|debug|trace)\((?:[^;]*?,\s*)?`[^`]*\$\{/g),
        ].map(() => path),
      );

    expect(assembled).toEqual([]);
  });
});
