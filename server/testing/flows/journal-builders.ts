import { abandonedCheckoutPreset } from '../../flows/abandoned-checkout/preset.ts';
import type { Journal, JournalLine, JournalLineOf } from '../../flows/simulation/journal-line.ts';
import { asFlowId, asShopId } from '../../lib/brand.ts';
import type { JournalFact } from '../../shop/journal/fact-schema.ts';
import { buildCheckoutFact, buildPerson, builtAt, minutesLater } from '../shop/build-facts.ts';
import { aShop } from './builders.ts';

export const journalShop = asShopId('lumen.example');
export const cartFlow = asFlowId('abandoned-checkout');

const { name, url, zone, currency, locale, countryCode, sender, postalAddress, theme } = aShop();

export const shopLine = (
  changes: Partial<JournalLineOf<'shop'>['settings']> = {},
): JournalLineOf<'shop'> => ({
  kind: 'shop',
  at: minutesLater(-60),
  platform: 'shopify',
  settings: {
    name,
    url,
    zone,
    currency,
    locale,
    countryCode,
    sender,
    postalAddress,
    theme,
    frequencyCap: { count: 4, within: 'P7D' },
    ...changes,
  },
});

const versionLine: JournalLine = {
  kind: 'flow-version',
  at: minutesLater(-60),
  flow: cartFlow,
  version: 1,
  program: abandonedCheckoutPreset.program,
};

export const flowLine = (status: JournalLineOf<'flow'>['status'] = 'live'): JournalLineOf<'flow'> => ({
  kind: 'flow',
  at: minutesLater(-60),
  flow: cartFlow,
  flowKind: 'abandoned-checkout',
  title: 'Abandoned checkout',
  status,
  version: 1,
});

export const factsLine = (minutes: number, facts: readonly JournalFact[]): JournalLineOf<'facts'> => ({
  kind: 'facts',
  at: minutesLater(minutes),
  source: 'webhook',
  facts: facts.map((fact) => ({ fact })),
});

/** Ids must not give an address away. */
export const nameOf = (address: string): string => (address.split('@')[0] ?? '').toUpperCase();

/** A checkout of somebody who subscribed with it. */
export const leftBy = (
  address: string,
  changes: Parameters<typeof buildCheckoutFact>[0] = {},
): readonly JournalFact[] => {
  const name = nameOf(address);
  const person = buildPerson({ address, customerId: `id-${name}` });
  const token = `checkout-${name}`;
  return [
    buildCheckoutFact({ token, cartToken: `cart-${name}`, ...changes }, person),
    {
      kind: 'consent',
      consent: {
        person,
        state: 'subscribed',
        source: 'checkout',
        statement: `checkout:${token}`,
        statedAt: changes.updatedAt ?? builtAt,
      },
    },
  ];
};

/** A shop with the cart flow live, then the given lines, until so many minutes later. */
export const aJournal = (lines: readonly JournalLine[], untilMinutes = 60 * 48): Journal => ({
  header: {
    journal: 'encore',
    version: 1,
    shop: journalShop,
    until: minutesLater(untilMinutes),
    anonymous: false,
  },
  lines: [shopLine(), versionLine, flowLine(), ...lines],
});
