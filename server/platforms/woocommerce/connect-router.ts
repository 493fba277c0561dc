import { json, Router, urlencoded } from 'express';
import type { Response } from 'express';
import { EncoreError } from '../../lib/errors.ts';
import { callbackSchema } from './connect.ts';
import type { WooConnect } from './connect.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`;

const send = (response: Response, status: number, html: string): void => {
  response
    .set({
      // `form-action` is left open: the form's answer leads on to the merchant's own store.
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    })
    .status(status)
    .type('html')
    .send(html);
};

const over = page(
  'This invitation is over',
  '<p>It was used, or is older than a day. Ask whoever sent it to you for another one.</p>',
);

/**
 * How a WooCommerce store is connected, outside of any platform's admin: an operator hands out an address that is good for
 * a day and for one store (`encore connect-woocommerce`), the merchant presses the button, agrees in their own store, and is
 * sent back.
 */
export const createWooConnectRouter = (connect: WooConnect): Router => {
  const router = Router();
  router.post('/connect/woocommerce/callback', json({ limit: '10kb' }), async (request, response) => {
    const parsed = callbackSchema.safeParse(request.body);
    if (!parsed.success)
      throw new EncoreError('request_invalid', {
        fields: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.code])),
      });
    await connect.finish(parsed.data);
    // Exactly 200, or the store throws its new keys away.
    response.status(200).json({ connected: true });
  });
  router.get('/connect/woocommerce/done', (request, response) => {
    const agreed = request.query['success'] === '1';
    const html = agreed
      ? page(
          'Connected',
          '<p>Your store is connected. What it knows is being read; you may close this page.</p>',
        )
      : page('Not connected', '<p>Nothing was changed. Open the invitation again to try once more.</p>');
    send(response, 200, html);
  });
  router.get('/connect/woocommerce/:token', async (request, response) => {
    const invited = await connect.invited(request.params.token);
    if (invited === undefined) return send(response, 404, over);
    const store = escapeHtml(invited.storeUrl);
    return send(
      response,
      200,
      page(
        'Connect your store to Encore',
        `<p>Store: <strong>${store}</strong></p>
<p>You will be asked in your own store whether Encore may read and write its orders, customers, products and coupons.</p>
<form method="post"><button>Connect</button></form>`,
      ),
    );
  });
  router.post(
    '/connect/woocommerce/:token',
    urlencoded({ extended: false, limit: '1kb' }),
    async (request, response) => {
      const address = await connect.begin(request.params.token);
      if (address === undefined) return send(response, 404, over);
      return response.redirect(303, address);
    },
  );
  return router;
};
