import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { mergeSubscriptions } from './billing/subscription.ts';
import type { SubscriptionNews } from './billing/subscription.ts';
import type { ShopDetails } from './facts.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import { shopRows } from './shops.model.ts';
import type { ShopRow } from './shops.model.ts';
import type { BackfillProgress, Platform, Shop, ShopSettings } from './shop.ts';
import type { JournaledSettings } from './merchant-settings.ts';
import { retryDuplicates } from './write-errors.ts';

export interface Installation {
  readonly platform: Platform;
  /** Read from the platform; a re-install refreshes what is the platform's and leaves what the merchant set. */
  readonly settings: ShopSettings;
  readonly at: Date;
}

export interface ShopRepository {
  find(shop: ShopId): Promise<Shop | undefined>;
  isInstalled(shop: ShopId): Promise<boolean>;
  install(shop: ShopId, installation: Installation): Promise<Shop>;
  updateSettings(shop: ShopId, settings: Partial<ShopSettings>): Promise<void>;
  /** False when somebody else changed them since `rev`. */
  changeSettings(shop: ShopId, rev: number, settings: JournaledSettings): Promise<boolean>;
  /** The platform's own words about the shop; older ones change nothing. */
  applyDetails(shop: ShopId, details: ShopDetails, at: Date): Promise<void>;
  /** What the merchant grants; an older answer changes nothing. */
  applyScopes(shop: ShopId, granted: readonly string[], at: Date): Promise<void>;
  /** News from before the last install change nothing. */
  markUninstalled(shop: ShopId, at: Date): Promise<void>;
  saveBackfill(shop: ShopId, progress: BackfillProgress): Promise<void>;
  /** The platform's bulk operation is over; one that the back-fill does not wait for changes nothing. */
  tellBulkFinished(shop: ShopId, operation: string): Promise<void>;
  /** The same news in any order end alike. */
  applySubscriptions(shop: ShopId, news: SubscriptionNews): Promise<void>;
  delete(shop: ShopId): Promise<void>;
}

const toShop = ({
  _id,
  uninstalledAt: _at,
  detailsAt: _details,
  billingRev: _billing,
  ...row
}: ShopRow): Shop => ({
  ...row,
  id: _id,
});

/** Journals of earlier days say nothing of a look: then it stays. */
const lookOf = ({ theme, postalAddress }: JournaledSettings): Readonly<Record<string, unknown>> => ({
  ...(postalAddress !== undefined && { postalAddress }),
  ...(theme && {
    'theme.logoUrl': theme.logoUrl,
    'theme.color': theme.color,
    'theme.fontFamily': theme.fontFamily,
    'theme.headingFontFamily': theme.headingFontFamily,
    'theme.backgroundColor': theme.backgroundColor,
  }),
});

/** What is not set any more is taken away. */
const settingsUpdate = (settings: JournaledSettings) => {
  const { sender, frequencyCap, quietHours, consentPolicy, adminLanguage } = settings;
  const given = {
    'sender.replyTo': sender.replyTo,
    quietHours,
    consentPolicy,
    adminLanguage,
    ...lookOf(settings),
  };
  const entries = Object.entries(given);
  const kept = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const gone = Object.fromEntries(
    entries.filter(([, value]) => value === undefined).map(([key]) => [key, true as const]),
  );
  return { $set: { 'sender.name': sender.name, frequencyCap, ...kept }, $unset: gone };
};

const write = (
  rows: mongo.Collection<ShopRow>,
  shop: ShopId,
  { platform, settings, at }: Installation,
): Promise<ShopRow | null> => {
  const { name, url, zone, currency, countryCode, ...ours } = settings;
  return rows.findOneAndUpdate(
    { _id: shop },
    {
      $set: {
        platform,
        status: 'installed',
        installedAt: at,
        detailsAt: at,
        name,
        url,
        zone,
        currency,
        countryCode,
      },
      $setOnInsert: ours,
      $unset: { uninstalledAt: 1 },
    },
    { upsert: true, returnDocument: 'after' },
  );
};

/** Read, merged and written again until nobody else did meanwhile. */
const mergeIn = async (
  rows: mongo.Collection<ShopRow>,
  shop: ShopId,
  news: SubscriptionNews,
): Promise<void> => {
  for (;;) {
    const row = await rows.findOne({ _id: shop });
    if (row === null) return;
    const subscriptions = mergeSubscriptions(row.subscriptions ?? [], news);
    const unchanged =
      row.billingRev === undefined ? { billingRev: { $exists: false } } : { billingRev: row.billingRev };
    const change = { $set: { subscriptions }, $inc: { billingRev: 1 } };
    if ((await rows.updateOne({ _id: shop, ...unchanged }, change)).matchedCount === 1) return;
  }
};

export const createShopRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): ShopRepository => {
  const rows = shopRows(connection);
  return {
    find: async (shop) => {
      const [row] = await readAll(rows, { _id: shop });
      return row === undefined ? undefined : toShop(row);
    },
    isInstalled: async (shop) =>
      (await rows.countDocuments({ _id: shop, status: 'installed' }, { limit: 1 })) === 1,
    install: async (shop, installation) => {
      const row = await retryDuplicates(() => write(rows, shop, installation));
      const { platform, settings, at } = installation;
      return row === null
        ? { ...settings, id: shop, platform, status: 'installed', installedAt: at }
        : toShop(row);
    },
    changeSettings: async (shop, rev, settings) => {
      const never = [{ settingsRev: 0 }, { settingsRev: { $exists: false } }];
      const filter = rev === 0 ? { _id: shop, $or: never } : { _id: shop, settingsRev: rev };
      return (
        (await rows.updateOne(filter, { ...settingsUpdate(settings), $inc: { settingsRev: 1 } }))
          .matchedCount === 1
      );
    },
    updateSettings: async (shop, settings) => {
      if (Object.keys(settings).length > 0) await rows.updateOne({ _id: shop }, { $set: settings });
    },
    applyDetails: async (shop, details, at) => {
      const told = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
      await rows.updateOne({ _id: shop, detailsAt: { $lt: at } }, { $set: { ...told, detailsAt: at } });
    },
    applyScopes: async (shop, granted, at) => {
      const older = [{ scopes: { $exists: false } }, { 'scopes.at': { $lt: at } }];
      await rows.updateOne({ _id: shop, $or: older }, { $set: { scopes: { granted: [...granted], at } } });
    },
    markUninstalled: async (shop, at) => {
      const change = { $set: { status: 'uninstalled', uninstalledAt: at } } as const;
      await rows.updateOne({ _id: shop, installedAt: { $lte: at } }, change);
    },
    saveBackfill: async (shop, backfill) => {
      await rows.updateOne({ _id: shop }, { $set: { backfill } });
    },
    tellBulkFinished: async (shop, operation) => {
      const waitsForIt = { _id: shop, 'backfill.operation': operation };
      await rows.updateOne(waitsForIt, { $set: { 'backfill.finished': operation } });
    },
    applySubscriptions: (shop, news) => mergeIn(rows, shop, news),
    delete: async (shop) => {
      await rows.deleteOne({ _id: shop });
    },
  };
};
