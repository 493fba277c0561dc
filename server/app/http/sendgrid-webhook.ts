import { raw, Router } from 'express';
import type { Request } from 'express';
import { EncoreError } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { applyProviderEvents } from '../../mail/events/apply-provider-events.ts';
import type { ProviderEventDeps } from '../../mail/events/apply-provider-events.ts';
import { interpretProviderEvents } from '../../mail/events/interpret-provider-events.ts';
import { createSignatureCheck } from '../../mail/events/provider-signature.ts';

export interface SendgridWebhookDeps {
  /** Base64 of the public key that SendGrid shows; without it every batch is refused. */
  readonly publicKey: string | undefined;
  readonly events: ProviderEventDeps;
  readonly logger: Logger;
}

const mostBytes = 5 * 2 ** 20;

const rawBody = (request: Request): Buffer => {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
};

const apply = async (deps: SendgridWebhookDeps, body: Buffer): Promise<void> => {
  const events = interpretProviderEvents(body);
  try {
    await applyProviderEvents(deps.events, events);
  } catch (cause) {
    deps.logger.error({ err: cause, events: events.length }, 'provider events were not applied');
    throw new EncoreError('inbox_unavailable', { cause });
  }
};

/** A batch is answered 200 once all of it is applied; before that SendGrid sends it again, and every step may be repeated. */
export const createSendgridWebhookRouter = (deps: SendgridWebhookDeps): Router => {
  const check = createSignatureCheck(deps.publicKey);
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
      await apply(deps, body);
      response.status(200).end();
    },
  );
  return router;
};
