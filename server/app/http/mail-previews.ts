import { Router } from 'express';
import { readPreview } from '../../mail/preview/show-preview.ts';
import type { PreviewDeps } from '../../mail/preview/show-preview.ts';

/**
 * What a merchant wrote is shown in a frame of nobody's origin: nothing in it runs, asks, submits or reaches out of it, but
 * its pictures and styles are there as they will be in a mail.
 */
const policy = [
  'sandbox',
  "default-src 'none'",
  'img-src https: http: data:',
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self' https://admin.shopify.com https://*.myshopify.com",
].join('; ');

const headers = {
  'Content-Security-Policy': policy,
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const over =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title><p>This preview is over. Ask for it again.</p></html>';

const darkOnly = /@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi;

/** As whoever reads mail in the dark gets it: a frame can't be told to prefer it, so the mail's own rules are made to hold. */
const inTheDark = (html: string): string => html.replaceAll(darkOnly, '@media all');

/** `GET /previews/:token`: a mail to look at, for some minutes; with `?scheme=dark` in its own dark styles. */
export const createMailPreviewsRouter = (deps: PreviewDeps): Router => {
  const router = Router();
  router.get('/previews/:token', async (request, response) => {
    const html = await readPreview(deps, request.params.token);
    response
      .status(html === null ? 404 : 200)
      .set(headers)
      .type('html')
      .send(html === null ? over : request.query['scheme'] === 'dark' ? inTheDark(html) : html);
  });
  return router;
};
