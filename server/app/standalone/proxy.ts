import { request as httpRequest } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from '../../lib/logger.ts';

/**
 * Passes a request on to the demo store as it is, so that the browser sees one origin.
 * The store runs in another process; while it restarts the visitor is told so.
 */
export const createProxy =
  (targetUrl: string, logger: Logger): RequestHandler =>
  (request, response) => {
    const target = new URL(request.originalUrl, targetUrl);
    const headers = { ...request.headers, 'x-forwarded-host': request.headers.host ?? '' };
    const onward = httpRequest(target, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', (error) => {
      logger.warn({ err: error }, 'the demo store did not answer');
      if (response.headersSent) response.destroy();
      else
        response
          .status(503)
          .set('Retry-After', '1')
          .type('text')
          .send('The demo store is starting. Reload in a second.');
    });
    request.pipe(onward);
  };
