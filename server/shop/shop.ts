import type { ShopId } from '../lib/brand.ts';
import type { AdminLanguage } from './admin-language.contract.ts';
import type { Subscription } from './billing/subscription.ts';
import type { Onboarding } from './onboarding.ts';
import type { ConsentPolicy, ShopTheme } from './merchant-settings.ts';

export type Platform = 'shopify' | 'woocommerce';

/** What a merchant set, and what we read from their shop; every field has a working default. */
export interface ShopSettings {
  readonly name: string;
  /** Where customers shop, e.g. `https://lumen.example`; links in mails point here or to the platform's recovery page. */
  readonly url: string;
  /** IANA zone, e.g. `Europe/Berlin`. */
  readonly zone: string;
  readonly currency: string;
  /** BCP 47 language of mails, e.g. `en`. */
  readonly locale: string;
  readonly countryCode: string;
  readonly sender: { readonly name: string; readonly address: string; readonly replyTo?: string | undefined };
  /** One line, required by law in every mail. */
  readonly postalAddress: string;
  readonly theme: ShopTheme;
  readonly frequencyCap: { readonly count: number; readonly within: string };
  /** Local times `HH:MM`; absent means no quiet hours. */
  readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
  /** Absent means that only subscribers are mailed. */
  readonly consentPolicy?: ConsentPolicy | undefined;
  /** Absent means that the screens speak each person's own language. */
  readonly adminLanguage?: AdminLanguage | undefined;
}

/** Which part of the past is being read, and how far: enough to go on after a crash. */
export interface BackfillProgress {
  readonly state: 'running' | 'done' | 'failed';
  /** Lines applied over all phases: each stands for one thing, an order's items among them. */
  readonly applied: number;
  /** Lines that could not be read: quarantined in the inbox, the rest goes on. */
  readonly broken?: number | undefined;
  readonly phase?: string | undefined;
  /** What was counted before this phase: it may have to begin again. */
  readonly before?: Pick<BackfillProgress, 'applied' | 'broken'> | undefined;
  /** The platform's bulk operation of this phase. */
  readonly operation?: string | undefined;
  /** The operation that the platform has told us is over: whoever waits for it need not wait any longer. */
  readonly finished?: string | undefined;
  /** Lines of this phase that are read and done. */
  readonly offset?: number | undefined;
  /** Of how many, where the platform says. */
  readonly total?: number | undefined;
  /** The page that comes next, in a phase that is read by pages. */
  readonly cursor?: string | undefined;
  /** Code of what stopped it. */
  readonly error?: string | undefined;
}

export interface Shop extends ShopSettings {
  readonly id: ShopId;
  readonly platform: Platform;
  readonly status: 'installed' | 'uninstalled';
  readonly installedAt: Date;
  /** What the merchant has granted, and since when, as far as the platform has told. */
  readonly scopes?: { readonly granted: readonly string[]; readonly at: Date } | undefined;
  /** How often a merchant changed the settings; absent means never. */
  readonly settingsRev?: number | undefined;
  readonly backfill?: BackfillProgress | undefined;
  readonly onboarding?: Onboarding | undefined;
  /** What it pays for or paid for, newest first; absent where nothing is sold. */
  readonly subscriptions?: readonly Subscription[] | undefined;
}
