import type { Story } from '../../../server/insights/explain/story.contract.ts';
import { glanceOf } from './glance.ts';
import type { Glance } from './glance.ts';

export type Asked =
  | { readonly kind: 'found'; readonly glance: Glance }
  /** Encore knows nobody by this customer's id. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'failed' };

// The server's tests hold every answer against the contract whose type is claimed here.
const parseAnswer: (text: string) => Story = JSON.parse;

/** `gid://shopify/Customer/7` is the customer 7. */
export const customerIdOf = (gid: string | undefined): string | undefined =>
  /^gid:\/\/shopify\/Customer\/(\d+)$/.exec(gid ?? '')?.[1];

/**
 * The id stands in the body and in no address. Shopify resolves the path against the application's address and adds the
 * session token; a token that has just run out is answered 401, and asked for once more.
 */
export const askStory = async (customerId: string, fetch: typeof globalThis.fetch): Promise<Asked> => {
  const ask = (): Promise<Response> =>
    fetch('/api/contacts/story', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ customerId }),
    });
  try {
    const first = await ask();
    const response = first.status === 401 ? await ask() : first;
    if (response.status === 404) return { kind: 'nobody' };
    if (!response.ok) return { kind: 'failed' };
    return { kind: 'found', glance: glanceOf(parseAnswer(await response.text())) };
  } catch {
    return { kind: 'failed' };
  }
};
