import type { ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import { accountKeyContext } from '../../mail/accounts/account-key.ts';
import { createAccountService } from '../../mail/accounts/account-service.ts';
import type { AccountService } from '../../mail/accounts/account-service.ts';
import { createKnownAccounts } from '../../mail/accounts/known-accounts.ts';
import type { AccountOwner, MailAccountPort } from '../../mail/accounts/mail-account.ts';
import { createOwnAccounts } from '../../mail/accounts/own-accounts.repository.ts';
import type { OwnAccounts } from '../../mail/accounts/own-accounts.repository.ts';
import { createOwnTransports } from '../../mail/accounts/own-transports.ts';
import { createSendgridKeyCheck } from '../../mail/accounts/sendgrid-key-check.ts';
import type { DomainService } from '../../mail/sending/domain-service.ts';
import type { DomainHome } from '../../mail/sending/sending-domain.ts';
import { createSendgridDomains } from '../../mail/sending/sendgrid-domains.ts';
import type { Transport } from '../../mail/transport.ts';
import { createSendgridAccounts } from '../../mail/transports/sendgrid.ts';
import type { Config } from '../config.ts';
import type { Data } from './data.ts';

export interface AccountParts {
  readonly config: Config;
  readonly data: Data;
  readonly logger: Logger;
}

const boxOf = ({ encryptionKey, previousKeys }: Config): SecretBox =>
  createSecretBox([encryptionKey, ...previousKeys]);

/** No mail leaves a demo, whoever's key it would be. */
const leavesTheHouse = ({ mail }: Config): boolean => mail.transport !== 'outbox';

const ownerIn =
  (accounts: Pick<OwnAccounts, 'find'>) =>
  async (shop: ShopId): Promise<AccountOwner> =>
    (await accounts.find(shop)) === undefined ? 'operator' : 'own';

/** Through whose account a shop's mail leaves; asked of the database each time. */
export const wireOwnerOf = ({
  data,
}: Pick<AccountParts, 'data'>): ((shop: ShopId) => Promise<AccountOwner>) =>
  ownerIn(createOwnAccounts(data.connection));

/** The same, as the sending itself knows it: up to some seconds old. */
export const wireKnownOwner = ({
  data,
}: Pick<AccountParts, 'data'>): ((shop: ShopId) => Promise<AccountOwner>) =>
  ownerIn(createKnownAccounts(createOwnAccounts(data.connection)));

/** Where a shop's domain is proved: at the account its mail leaves through. */
export const wireDomainHome = ({
  config,
  data,
}: Pick<AccountParts, 'config' | 'data'>): ((shop: ShopId) => Promise<DomainHome | undefined>) => {
  const accounts = createOwnAccounts(data.connection);
  const box = boxOf(config);
  const { transport, sendgridApiKey, sendgridBaseUrl: baseUrl } = config.mail;
  return async (shop) => {
    const own = await accounts.find(shop);
    if (own !== undefined) {
      const apiKey = box.open(own.sealedKey, accountKeyContext(shop));
      return { owner: 'own', provider: createSendgridDomains({ apiKey, baseUrl }) };
    }
    if (transport !== 'sendgrid' || sendgridApiKey === undefined) return undefined;
    return { owner: 'operator', provider: createSendgridDomains({ apiKey: sendgridApiKey, baseUrl }) };
  };
};

export const wireAccountService = (
  { config, data }: AccountParts,
  domains: Pick<DomainService, 'rehouse'> | undefined,
): AccountService =>
  createAccountService({
    accounts: createOwnAccounts(data.connection),
    box: boxOf(config),
    check: leavesTheHouse(config)
      ? createSendgridKeyCheck({ baseUrl: config.mail.sendgridBaseUrl })
      : undefined,
    eventsAddressOf: (shop) => `${config.appUrl}/webhooks/sendgrid/${encodeURIComponent(shop)}`,
    onChanged: async (shop) => domains?.rehouse(shop),
    now: () => data.clock.now(),
  });

/** What a shop's own account signs its events with. */
export const wireEventKeyOf = ({
  data,
}: Pick<AccountParts, 'data'>): ((shop: ShopId) => Promise<string | undefined>) => {
  const accounts = createOwnAccounts(data.connection);
  return async (shop) => (await accounts.find(shop))?.webhookKey;
};

export interface OwnSending {
  /** Undefined where no mail leaves the house. */
  readonly accounts: MailAccountPort | undefined;
  close(): Promise<void>;
}

/** The transports of shops with an account of their own; `metered` wraps each, as the operator's is. */
export const wireOwnSending = (
  { config, data, logger }: AccountParts,
  metered: (transport: Transport) => Transport,
): OwnSending => {
  if (!leavesTheHouse(config)) return { accounts: undefined, close: () => Promise.resolve() };
  const sendgrid = createSendgridAccounts({
    baseUrl: config.mail.sendgridBaseUrl,
    timeoutMs: config.timing.providerTimeoutMs,
  });
  const accounts = createOwnAccounts(data.connection);
  return {
    accounts: createOwnTransports({
      known: createKnownAccounts(accounts),
      accounts,
      box: boxOf(config),
      open: (apiKey) => metered(sendgrid.open(apiKey)),
      now: () => data.clock.now(),
      logger,
    }),
    close: sendgrid.close,
  };
};
