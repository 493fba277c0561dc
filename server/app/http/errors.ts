import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';

/** What Express and its body parsers put on the errors that the sender of a request is to blame for. */
const requestFault = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });

const asEncoreError = (error: unknown): EncoreError => {
  if (error instanceof EncoreError) return error;
  const fault = requestFault.safeParse(error);
  if (!fault.success) return new EncoreError('internal_error', { cause: error });
  if (fault.data.status === 413)
    return new EncoreError('body_too_large', { message: 'The body is larger than this address accepts.' });
  return new EncoreError('request_invalid', {
    cause: error,
    ...(fault.data.type === 'entity.parse.failed' && { fields: { body: 'is not valid JSON' } }),
  });
};

export const notFound: RequestHandler = () => {
  throw new EncoreError('not_found');
};

type SendError = (known: EncoreError, response: Response) => void;

const sendJson: SendError = ({ code, message, fields }, response) => {
  response.json({ error: { code, message, ...(fields && { fields }) } });
};

/** The last handler: a coded error, as JSON unless told, and for our own faults nothing of what happened. */
export const createErrorHandler =
  (logger: Logger, send: SendError = sendJson): ErrorRequestHandler =>
  (error, request, response, next) => {
    const known = asEncoreError(error);
    if (known.status >= 500)
      logger.error({ err: known, method: request.method, path: request.path }, 'request failed');
    if (response.headersSent) return next(error);
    if (known.status === 503) response.set('Retry-After', '2');
    const retryAfter = known.fields?.['retryAfter'];
    if (known.status === 429 && retryAfter !== undefined) response.set('Retry-After', retryAfter);
    send(known, response.status(known.status));
  };
