import { generateKeyPairSync, sign } from 'node:crypto';
import { realNow } from '../../../lib/clock.ts';

export interface ProviderKeys {
  readonly publicKey: string;
  headersFor(body: string): Readonly<Record<string, string>>;
}

/** The provider's side of its signed event webhook. */
export const createProviderKeys = (): ProviderKeys => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    headersFor: (body) => {
      const timestamp = String(Math.floor(realNow().getTime() / 1000));
      const signature = sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64');
      return {
        'content-type': 'application/json',
        'x-twilio-email-event-webhook-timestamp': timestamp,
        'x-twilio-email-event-webhook-signature': signature,
      };
    },
  };
};
