import type { ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { SendOutcome, Transport } from '../transport.ts';
import { keyRefused } from '../transports/held-outcomes.ts';
import { accountKeyContext } from './account-key.ts';
import { ownAccountId } from './mail-account.ts';
import type { MailAccount, MailAccountPort } from './mail-account.ts';
import type { OwnAccount, OwnAccounts } from './own-accounts.repository.ts';

export interface OwnTransportDeps {
  readonly known: Pick<OwnAccounts, 'find'>;
  readonly accounts: Pick<OwnAccounts, 'markRefused'>;
  readonly box: Pick<SecretBox, 'open'>;
  /** A transport under this key; the connections are everybody's. */
  readonly open: (apiKey: string) => Transport;
  readonly now: () => Date;
  readonly logger: Logger;
}

interface Opened {
  readonly sealedKey: string;
  readonly account: MailAccount;
}

/** A key that can't be opened (the one it was sealed with is gone) sends nothing and loses nothing. */
const shut: Transport = {
  key: 'sendgrid',
  send: async () => keyRefused,
  close: () => Promise.resolve(),
};

const isRefusal = (outcome: SendOutcome): boolean =>
  outcome.kind === 'not-sent' && outcome.reason === keyRefused.reason;

/** Tells the merchant that their key is refused, and that it is taken again: once for each change. */
const telling = (transport: Transport, tell: (refused: boolean) => void, wasRefused: boolean): Transport => {
  let refused = wasRefused;
  return {
    ...transport,
    send: async (mail, beforeWrite) => {
      const outcome = await transport.send(mail, beforeWrite);
      const now = isRefusal(outcome);
      if (now !== refused && (now || outcome.kind === 'accepted')) {
        refused = now;
        tell(now);
      }
      return outcome;
    },
  };
};

const transportOf = (deps: OwnTransportDeps, shop: ShopId, own: OwnAccount): Transport => {
  const tell = (refused: boolean): void => {
    deps.logger.warn({ shop, refused }, 'the mail key of a shop changed its standing');
    deps.accounts.markRefused(shop, own.keyId, refused ? deps.now() : undefined).catch((error: unknown) => {
      deps.logger.warn({ err: error, shop }, 'that a mail key is refused could not be written');
    });
  };
  try {
    const opened = deps.open(deps.box.open(own.sealedKey, accountKeyContext(shop)));
    return telling(opened, tell, own.refusedAt !== undefined);
  } catch (error) {
    deps.logger.error({ err: error, shop }, 'the mail key of a shop can not be opened');
    return shut;
  }
};

/** The accounts of those shops that have one of their own; kept open until their key changes. */
export const createOwnTransports = (deps: OwnTransportDeps): MailAccountPort => {
  const open = new Map<ShopId, Opened>();
  const accountOf = (shop: ShopId, own: OwnAccount): MailAccount => {
    const before = open.get(shop);
    if (before?.sealedKey === own.sealedKey) return before.account;
    const account = { id: ownAccountId(shop, own.keyId), transport: transportOf(deps, shop, own) };
    open.set(shop, { sealedKey: own.sealedKey, account });
    return account;
  };
  return {
    of: async (shops) => {
      const found = new Map<ShopId, MailAccount>();
      for (const shop of shops) {
        const own = await deps.known.find(shop);
        if (own === undefined) open.delete(shop);
        else found.set(shop, accountOf(shop, own));
      }
      return found;
    },
  };
};
