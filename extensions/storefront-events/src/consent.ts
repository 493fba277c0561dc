import type { ExtensionApi } from '@shopify/web-pixels-extension';

export interface Consent {
  /** Whether the visitor agrees, at this moment, to both analytics and marketing. */
  isGiven(): boolean;
}

/** Starts from what the visitor had said when the page loaded, and follows whatever they say afterwards. */
export const followConsent = ({
  init,
  customerPrivacy,
}: Pick<ExtensionApi, 'init' | 'customerPrivacy'>): Consent => {
  let now = init.customerPrivacy;
  customerPrivacy.subscribe('visitorConsentCollected', (event) => {
    now = event.customerPrivacy;
  });
  return { isGiven: () => now.analyticsProcessingAllowed && now.marketingAllowed };
};
