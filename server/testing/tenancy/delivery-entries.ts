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
];
