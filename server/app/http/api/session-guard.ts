import type { Request, RequestHandler } from 'express';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiDeps, ApiSession } from './api-deps.ts';

export interface SessionGuard {
  /** Lets only requests with a valid session token of an installed shop through. */
  readonly check: RequestHandler;
  /** The session that `check` found. Throws when it did not run. */
  sessionOf(request: Request): ApiSession;
}

const bearerOf = (request: Request): string | undefined => {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.get('authorization') ?? '') ?? [];
  return token;
};

export const createSessionGuard = (deps: ApiDeps): SessionGuard => {
  // Kept beside the request, not on it: nothing that a request brings along can stand in for it.
  const sessions = new WeakMap<Request, ApiSession>();

  const authenticate = async (request: Request): Promise<ApiSession> => {
    if (!request.get('authorization')) throw new EncoreError('session_token_missing');
    const token = bearerOf(request);
    const session = token === undefined ? null : await deps.verifySessionToken(token);
    if (!session) throw new EncoreError('session_token_invalid');
    return session;
  };

  return {
    check: async (request, response, next) => {
      // App Bridge fetches a new token and tries once more when it sees this header on a 401.
      response.set('X-Shopify-Retry-Invalid-Session-Request', '1');
      const session = await authenticate(request);
      response.removeHeader('X-Shopify-Retry-Invalid-Session-Request');
      const shop = await deps.services.shops.find(session.shop);
      if (shop?.status !== 'installed') throw new EncoreError('shop_not_installed');
      sessions.set(request, session);
      next();
    },
    sessionOf: (request) => {
      const session = sessions.get(request);
      if (!session) throw new EncoreError('session_token_missing');
      return session;
    },
  };
};
