import type { RequestHandler } from 'express';

/** What the card on the customer's page asks; see extensions/customer-timeline. */
const paths: ReadonlySet<string> = new Set(['/contacts/story']);

/**
 * Extensions of the admin run in a sandbox of another origin, which Shopify does not promise a name for. Any may ask and
 * read these: no cookie opens anything here, and who has no session token of the shop gets nothing but 401.
 */
export const extensionAccess: RequestHandler = (request, response, next) => {
  if (!paths.has(request.path) || request.get('origin') === undefined) {
    next();
    return;
  }
  response.set('Access-Control-Allow-Origin', '*');
  if (request.method !== 'OPTIONS') {
    next();
    return;
  }
  response.set({
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'authorization, content-type',
    'Access-Control-Max-Age': '7200',
  });
  response.status(204).end();
};
