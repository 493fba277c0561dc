import { join } from 'node:path';
import compression from 'compression';
import { Router, static as serveFolder } from 'express';
import type { Request, Response } from 'express';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Logger } from '../../lib/logger.ts';
import type { AdminLanguage } from '../../shop/admin-language.contract.ts';
import type { AdminAssets } from './document/admin-assets.ts';
import { admit } from './document/admit.ts';
import { appPaths } from './document/app-paths.ts';
import { bounceScript } from './document/bounce-script.ts';
import { contentSecurityPolicy } from './document/content-security.ts';
import { renderAppPage, renderBouncePage, renderErrorPage } from './document/pages.ts';
import { createErrorHandler, notFound } from './errors.ts';

export interface DocumentConfig {
  readonly apiKey: string;
  /** Shopify's in production, `/demo/admin/app-bridge.js` in the demo. */
  readonly appBridgeUrl: string;
  /** Whether the demo's own admin frames the app. */
  readonly demo: boolean;
  /** `web/dist`. */
  readonly distFolder: string;
  /** The path inside the shop's admin; undefined when no shop is known and no admin can be guessed. */
  adminUrl(shop: string | undefined, path: string): string | undefined;
}

export interface DocumentDeps {
  readonly config: DocumentConfig;
  readonly assets: AdminAssets;
  /** Null for a token that is expired, forged or for another app. */
  verifySessionToken(token: string): Promise<{ readonly shop: ShopId } | null>;
  /** Exchanges the token when the shop has none of ours yet; called with every document. */
  ensureInstalled(shop: ShopId, idToken: string): Promise<void>;
  /** What the shop wants its screens to speak; undefined leaves it to each person. */
  languageOf(shop: ShopId): Promise<AdminLanguage | undefined>;
  readonly logger: Logger;
}

const policyOf = ({ appBridgeUrl, demo }: DocumentConfig, shop: string | undefined): string => {
  const scriptOrigins = appBridgeUrl.startsWith('/') ? [] : [new URL(appBridgeUrl).origin];
  return contentSecurityPolicy({ shop, scriptOrigins, framedBySelf: demo });
};

const sendPage = (response: Response, policy: string, html: string): void => {
  response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' }).type('html').send(html);
};

const sendDocument = async (deps: DocumentDeps, request: Request, response: Response): Promise<void> => {
  const { config, assets } = deps;
  const admission = await admit(request, (token) => deps.verifySessionToken(token));
  switch (admission.kind) {
    case 'app': {
      const { shop, idToken } = admission;
      await deps.ensureInstalled(shop, idToken);
      const language = await deps.languageOf(shop);
      return sendPage(response, policyOf(config, shop), renderAppPage({ ...config, assets, language }));
    }
    case 'bounce':
      return sendPage(response, policyOf(config, admission.shop), renderBouncePage(config));
    case 'to-admin': {
      const url = config.adminUrl(admission.shop, request.path);
      if (url !== undefined) return response.redirect(302, url);
      throw new EncoreError('session_token_missing', {
        message: 'Open Encore from the apps in your Shopify admin.',
      });
    }
    default:
      return assertNever(admission);
  }
};

/** The embedded app's documents and files. Mount it last: whatever it does not know goes on. */
export const createDocumentRouter = (deps: DocumentDeps): Router => {
  const router = Router();
  const files = serveFolder(join(deps.config.distFolder, 'assets'), {
    index: false,
    immutable: true,
    maxAge: '1y',
  });
  router.use('/assets', compression(), files, notFound);
  router.get('/bounce.js', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('js').send(bounceScript);
  });
  router.get(appPaths, (request, response) => sendDocument(deps, request, response));
  router.use(
    createErrorHandler(deps.logger, (known, response) => {
      sendPage(response, policyOf(deps.config, undefined), renderErrorPage(known));
    }),
  );
  return router;
};
