import { raw, Router } from 'express';
import type { Request } from 'express';
import { toProviderDeliveries } from '../../mail/events/provider-delivery.ts';
import { createSignatureCheck } from '../../mail/events/provider-signature.ts';
import type { Intake } from '../../shop/inbox/intake.ts';

export interface SendgridWebhookDeps {
  /** Base64 of the public key that SendGrid shows; without it every batch is refused. */
  readonly publicKey: string | undefined;
  readonly intake: Pick<Intake, 'accept'>;
}

const mostBytes = 5 * 2 ** 20;

const rawBody = (request: Request): Buffer => {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
};

/** Answered as the shop's own webhooks are: 200 once every event is stored; SendGrid sends whatever got another answer again. */
export const createSendgridWebhookRouter = ({ publicKey, intake }: SendgridWebhookDeps): Router => {
  const check = createSignatureCheck(publicKey);
  const router = Router();
  router.post(
    '/webhooks/sendgrid',
    raw({ type: () => true, limit: mostBytes }),
    async (request, response) => {
      const body = rawBody(request);
      check({
        signature: request.get('X-Twilio-Email-Event-Webhook-Signature'),
        timestamp: request.get('X-Twilio-Email-Event-Webhook-Timestamp'),
        body,
      });
      await Promise.all(toProviderDeliveries(body).map((delivery) => intake.accept(delivery)));
      response.status(200).end();
    },
  );
  return router;
};
