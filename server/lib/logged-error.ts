import { types } from 'node:util';
import { errorCodeOf } from './errors.ts';

export interface LoggedError {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly cause?: LoggedError | undefined;
}

const deepest = 4;
const mostFrames = 12;

/** What libraries quote in their messages: duplicate keys, the body that is no JSON, addresses with a password in them. */
const quotes: readonly (readonly [RegExp, string])[] = [
  [/\/\/[^@/\s]*@/g, '//'],
  [/[^\s"'<>(){}[\],;:]+@[^\s"'<>(){}[\],;:]+/g, '[address]'],
  [/dup key: \{[^\n]*\}/g, 'dup key: [values]'],
  [/(?:\.\.\.)?"[^\n]*"(?:\.\.\.)? is not valid JSON/g, 'is not valid JSON'],
  [/\b(?:shp[a-z]{2}_|SG\.|eyJ)[\w.-]+/g, '[token]'],
  [/(https?:\/\/[^\s?"']+)\?[^\s"']+/g, '$1'],
];

const withoutQuotes = (text: string): string =>
  quotes.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);

const ownCode = (error: Error): string => {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' || typeof code === 'number' ? String(code) : errorCodeOf(error);
};

/** The frames only: the first lines of a stack repeat the message. */
const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, mostFrames)
    .join('\n');

/** Type, code, message, frames and cause; never the fields that libraries hang on errors (documents, requests, replies). */
export const loggedError = (error: unknown, depth = 0): LoggedError => {
  if (!types.isNativeError(error))
    return { type: typeof error, code: 'internal_error', message: 'not an error' };
  const { name, message, cause } = error;
  return {
    type: name,
    code: ownCode(error),
    message: withoutQuotes(message),
    stack: framesOf(error),
    ...(cause === undefined || cause === null || depth >= deepest
      ? {}
      : { cause: loggedError(cause, depth + 1) }),
  };
};
