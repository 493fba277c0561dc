import type { RequestListener } from 'node:http';
import { errorTable } from '../../lib/errors.ts';
import type { Intake } from '../../shop/inbox/intake.ts';

const [status, message] = errorTable.overloaded;
const body = JSON.stringify({ error: { code: 'overloaded', message } });
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(body),
  'retry-after': '5',
};

/**
 * Stands before everything else, Express too: in a burst a refusal has to cost next to nothing, or nobody is answered in
 * time. What is refused is counted, not logged: a line for each would make it worse.
 */
export const refuseWhenFull = (
  handle: RequestListener,
  intake: Pick<Intake, 'hasRoom'>,
  onRefused: () => void,
): RequestListener => {
  return (request, response) => {
    if (intake.hasRoom() || request.url?.startsWith('/webhooks/') !== true) {
      handle(request, response);
      return;
    }
    // What is not read would be taken for the connection's next request.
    request.resume();
    response.writeHead(status, headers).end(body);
    onRefused();
  };
};
