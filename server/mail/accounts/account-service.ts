import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import { createSignatureCheck } from '../events/provider-signature.ts';
import { accountKeyContext, keyIdOf } from './account-key.ts';
import type { MailAccountView, SaveMailAccount } from './mail-account.contract.ts';
import type { OwnAccount, OwnAccounts } from './own-accounts.repository.ts';
import type { KeyCheck } from './sendgrid-key-check.ts';

/** Through whose account a shop's mail leaves, as its merchant sees and changes it. */
export interface AccountService {
  read(shop: ShopId): Promise<MailAccountView>;
  /**
   * Trusted only after the provider was asked. Throws `mail_accounts_unavailable`, `request_invalid` for what is no key,
   * `mail_key_refused`, `provider_call_failed`: then what was there stays.
   */
  save(shop: ShopId, wanted: SaveMailAccount): Promise<void>;
  /** Mail leaves through the operator's again. Fine when there is none. */
  remove(shop: ShopId): Promise<void>;
}

export interface AccountServiceDeps {
  readonly accounts: OwnAccounts;
  readonly box: SecretBox;
  /** Undefined where no mail leaves the house: the outbox of the demo. */
  readonly check: KeyCheck | undefined;
  readonly eventsAddressOf: (shop: ShopId) => string;
  /** The domain that the shop proved was proved at the other account. */
  readonly onChanged: (shop: ShopId) => Promise<void>;
  readonly now: () => Date;
}

const checkWebhookKey = (key: string): void => {
  try {
    createSignatureCheck(key);
  } catch (cause) {
    throw new EncoreError('request_invalid', {
      fields: { 'body.webhookKey': 'expected a public key in base64, as SendGrid shows it' },
      cause,
    });
  }
};

const webhookKeyOf = (
  { webhookKey }: SaveMailAccount,
  before: OwnAccount | undefined,
): string | undefined => {
  if (webhookKey === undefined) return before?.webhookKey;
  if (webhookKey === null || webhookKey === '') return undefined;
  checkWebhookKey(webhookKey);
  return webhookKey;
};

const iso = (at: Date | undefined): string | null => at?.toISOString() ?? null;

export const createAccountService = (deps: AccountServiceDeps): AccountService => ({
  read: async (shop) => {
    const own = await deps.accounts.find(shop);
    return {
      owner: own === undefined ? 'operator' : 'own',
      canChange: deps.check !== undefined,
      keyId: own?.keyId ?? null,
      savedAt: iso(own?.savedAt),
      refusedAt: iso(own?.refusedAt),
      events: { address: deps.eventsAddressOf(shop), verified: own?.webhookKey !== undefined },
    };
  },
  save: async (shop, wanted) => {
    if (deps.check === undefined) throw new EncoreError('mail_accounts_unavailable');
    const keyId = keyIdOf(wanted.apiKey);
    const before = await deps.accounts.find(shop);
    const webhookKey = webhookKeyOf(wanted, before);
    await deps.check.verify(wanted.apiKey);
    const sealedKey = deps.box.seal(wanted.apiKey, accountKeyContext(shop));
    await deps.accounts.save(shop, { sealedKey, keyId, webhookKey, savedAt: deps.now() });
    await deps.onChanged(shop);
  },
  remove: async (shop) => {
    if (await deps.accounts.remove(shop)) await deps.onChanged(shop);
  },
});
