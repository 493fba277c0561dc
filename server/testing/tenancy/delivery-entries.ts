import { createOwnAccounts } from '../../mail/accounts/own-accounts.repository.ts';
import type { OwnAccounts } from '../../mail/accounts/own-accounts.repository.ts';
import { createSenderDays } from '../../mail/sending/sender-days.repository.ts';
import type { SenderDays } from '../../mail/sending/sender-days.repository.ts';
import { createSendingDomains } from '../../mail/sending/sending-domains.repository.ts';
import type { SendingDomains } from '../../mail/sending/sending-domains.repository.ts';
import { createPreferenceRepository } from '../../shop/preferences.repository.ts';
import type { PreferenceRepository } from '../../shop/preferences.repository.ts';
import { entry } from './entry.ts';

/** Who wants which mail, and under whose name it leaves. */
export const deliveryEntries = [
  entry<PreferenceRepository>({
    file: 'server/shop/preferences.repository.ts',
    create: (connection) => createPreferenceRepository(connection),
    calls: {
      stateMany: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          [{ addressDigest: 'digest', weekly: true, without: [], source: 'page', statedAt: at }],
        ],
      },
      findMany: { kind: 'read', args: (shop) => [shop, ['digest']] },
      erase: { kind: 'change', args: (shop) => [shop, 'digest'] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry<SendingDomains, 'ensureIndexes'>({
    file: 'server/mail/sending/sending-domains.repository.ts',
    create: createSendingDomains,
    calls: {
      save: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          {
            address: 'hello@lumen.example',
            name: 'lumen.example',
            providerId: '1',
            state: 'pending',
            records: [],
            startedAt: at,
            checks: 0,
          },
        ],
      },
      find: { kind: 'read', args: (shop) => [shop] },
      remove: { kind: 'change', args: (shop) => [shop] },
    },
    exempt: { ensureIndexes: 'makes indexes, reads no rows' },
  }),
  entry<OwnAccounts>({
    file: 'server/mail/accounts/own-accounts.repository.ts',
    create: createOwnAccounts,
    calls: {
      save: {
        kind: 'fill',
        args: (shop, { at }) => [shop, { sealedKey: 'sealed', keyId: 'key', savedAt: at }],
      },
      find: { kind: 'read', args: (shop) => [shop] },
      replace: { kind: 'change', args: (shop) => [shop, 'sealed', 'anew'] },
      markRefused: { kind: 'change', args: (shop, { at }) => [shop, 'key', at] },
      remove: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry<SenderDays, 'ensureIndexes'>({
    file: 'server/mail/sending/sender-days.repository.ts',
    create: createSenderDays,
    calls: {
      reserve: {
        kind: 'fill',
        args: (shop, { message }) => [shop, [message], { day: '2026-03-02', limit: 5 }],
      },
      used: { kind: 'read', args: (shop) => [shop, '2026-03-02'] },
    },
    exempt: { ensureIndexes: 'makes indexes, reads no rows' },
  }),
];
