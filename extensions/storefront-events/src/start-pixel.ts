import type { ExtensionApi } from '@shopify/web-pixels-extension';
import { followConsent } from './consent.ts';
import { ofAddedToCart, ofCheckout, ofProductViewed, plainId, reportOf } from './reports.ts';
import type { Report } from './reports.ts';
import { readSettings } from './settings.ts';

export type Send = (endpoint: string, report: Report) => Promise<void>;

/** Subscribes to what a visitor does; nothing is kept, and nothing is sent later that may not be sent now. */
export const startPixel = (api: ExtensionApi, send: Send): void => {
  const settings = readSettings(api.settings);
  if (settings === undefined) return;
  const { endpoint, shopKey } = settings;
  const consent = followConsent(api);
  const customerId = plainId(api.init.data.customer?.id);
  const { analytics } = api;

  const tell = (event: Parameters<typeof reportOf>[0], told: Parameters<typeof reportOf>[1] | undefined) => {
    if (told === undefined || !consent.isGiven()) return;
    void send(endpoint, reportOf(event, told, { key: shopKey, customerId }));
  };
  analytics.subscribe('product_viewed', (event) => tell(event, ofProductViewed(event)));
  analytics.subscribe('product_added_to_cart', (event) => tell(event, ofAddedToCart(event)));
  analytics.subscribe('checkout_started', (event) => tell(event, ofCheckout(event)));
  analytics.subscribe('checkout_contact_info_submitted', (event) => tell(event, ofCheckout(event)));
};
