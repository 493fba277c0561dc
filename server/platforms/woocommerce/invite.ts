import { randomToken } from '../../lib/digest.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { WooConnections } from './connections.system.repository.ts';
import { webhookSecretContext } from './key-vault.ts';
import { readStoreUrl, shopIdOfStore } from './store-address.ts';

export interface InviteDeps {
  readonly appUrl: string;
  readonly connections: Pick<WooConnections, 'invite'>;
  readonly box: Pick<SecretBox, 'seal'>;
  /** For stores on this machine, in tests. */
  readonly allowLoopback?: boolean | undefined;
}

/** The address a merchant is given, good for a day and for this store. Throws `request_invalid` for what is no store's address. */
export const createWooInvite =
  ({ appUrl, connections, box, allowLoopback = false }: InviteDeps): ((typed: string) => Promise<string>) =>
  async (typed) => {
    const storeUrl = readStoreUrl(typed, { allowLoopback });
    const shop = shopIdOfStore(storeUrl);
    // Letters and digits only: WordPress decodes entities in a secret before it signs with it.
    const secret = randomToken(32).replaceAll(/[^A-Za-z0-9]/g, 'x');
    const webhookSecret = box.seal(secret, webhookSecretContext(shop));
    return `${appUrl}/connect/woocommerce/${await connections.invite({ storeUrl, shop, webhookSecret })}`;
  };
