import { raw, Router } from 'express';
import type { Request } from 'express';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { toProviderDeliveries } from '../../mail/events/provider-delivery.ts';
import { createSignatureCheck } from '../../mail/events/provider-signature.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { Intake } from '../../shop/inbox/intake.ts';

export interface SendgridWebhookDeps {
  /** Base64 of the public key that SendGrid shows; without it every batch is refused. */
  readonly publicKey: string | undefined;
  /** The same of a shop's own account; undefined for a shop without, which is answered as a wrong signature is. */
  readonly keyOf: (shop: ShopId) => Promise<string | undefined>;
  readonly intake: Pick<Intake, 'accept'>;
}

const mostBytes = 5 * 2 ** 20;

const rawBody = (request: Request): Buffer => {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
};

const signedOf = (request: Request) => ({
  signature: request.get('X-Twilio-Email-Event-Webhook-Signature'),
  timestamp: request.get('X-Twilio-Email-Event-Webhook-Timestamp'),
  body: rawBody(request),
});

/**
 * Answered as the shop's own webhooks are: 200 once every event is stored; SendGrid sends whatever got another answer
 * again. The operator's account speaks of every shop, a shop's own of that shop alone, whatever its events name.
 */
export const createSendgridWebhookRouter = ({ publicKey, keyOf, intake }: SendgridWebhookDeps): Router => {
  const check = createSignatureCheck(publicKey);
  const router = Router();
  const body = raw({ type: () => true, limit: mostBytes });
  const accept = async (deliveries: readonly NewDelivery[]): Promise<void> => {
    await Promise.all(deliveries.map((delivery) => intake.accept(delivery)));
  };
  router.post('/webhooks/sendgrid', body, async (request, response) => {
    check(signedOf(request));
    await accept(toProviderDeliveries(rawBody(request)));
    response.status(200).end();
  });
  router.post('/webhooks/sendgrid/:shop', body, async (request, response) => {
    const shop = asShopId(request.params.shop);
    createSignatureCheck(await keyOf(shop))(signedOf(request));
    await accept(toProviderDeliveries(rawBody(request)).filter((delivery) => delivery.shop === shop));
    response.status(200).end();
  });
  return router;
};
