import type { AdminLanguage } from './admin-language.contract.ts';

/**
 * On what ground marketing may reach people who never said yes or no. Each rung includes those before it: only
 * subscribers; customers, about what the shop sells; one reminder of a checkout to anybody.
 */
export const consentRules = ['subscribers', 'existing-customers', 'one-reminder'] as const;
export type ConsentRule = (typeof consentRules)[number];

export interface ConsentPolicy {
  /** For countries that are not named. The EU, the EEA, Switzerland and the UK stay `subscribers` unless named. */
  readonly elsewhere: ConsentRule;
  /** By ISO 3166-1 alpha-2 code. */
  readonly countries: Readonly<Record<string, ConsentRule>>;
}

export interface ShopTheme {
  readonly logoUrl?: string | undefined;
  readonly color: string;
  readonly fontFamily: string;
  /** The mail's own font unless told. */
  readonly headingFontFamily?: string | undefined;
  /** Behind the card, light; a warm grey unless told. */
  readonly backgroundColor?: string | undefined;
}

/** What a merchant sets for the whole shop. */
export interface MerchantSettings {
  readonly sender: { readonly name: string; readonly replyTo?: string | undefined };
  readonly frequencyCap: { readonly count: number; readonly within: string };
  readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
  readonly consentPolicy?: ConsentPolicy | undefined;
  readonly theme: ShopTheme;
  /** One line, required by law in every mail. */
  readonly postalAddress: string;
  /** What the screens speak to everybody of the shop; absent means each person's own language. */
  readonly adminLanguage?: AdminLanguage | undefined;
}

/** Journals of earlier days say nothing of how mails looked. */
export type JournaledSettings = Omit<MerchantSettings, 'theme' | 'postalAddress'> &
  Partial<Pick<MerchantSettings, 'theme' | 'postalAddress'>>;

/** Whole: null takes a field away. */
export interface ThemeChange {
  readonly logoUrl: string | null;
  readonly color: string;
  readonly fontFamily: string;
  readonly headingFontFamily: string | null;
  readonly backgroundColor: string | null;
}

/** Absent fields stay as they are; null takes a field away. */
export interface SettingsChange {
  readonly sender?: { readonly name: string; readonly replyTo: string | null } | undefined;
  readonly frequencyCap?: MerchantSettings['frequencyCap'] | undefined;
  readonly quietHours?: { readonly from: string; readonly to: string } | null | undefined;
  readonly consentPolicy?: ConsentPolicy | undefined;
  readonly theme?: ThemeChange | undefined;
  readonly postalAddress?: string | undefined;
  readonly adminLanguage?: AdminLanguage | null | undefined;
}

export const merchantSettingsOf = ({
  sender: { name, replyTo },
  frequencyCap,
  quietHours,
  consentPolicy,
  theme: { logoUrl, color, fontFamily, headingFontFamily, backgroundColor },
  postalAddress,
  adminLanguage,
}: MerchantSettings): MerchantSettings => ({
  sender: { name, replyTo },
  frequencyCap,
  quietHours,
  consentPolicy,
  theme: { logoUrl, color, fontFamily, headingFontFamily, backgroundColor },
  postalAddress,
  adminLanguage,
});

export const themeIn = (change: ThemeChange): ShopTheme => ({
  logoUrl: change.logoUrl ?? undefined,
  color: change.color,
  fontFamily: change.fontFamily,
  headingFontFamily: change.headingFontFamily ?? undefined,
  backgroundColor: change.backgroundColor ?? undefined,
});

export const changedSettings = (now: MerchantSettings, change: SettingsChange): MerchantSettings => ({
  sender:
    change.sender === undefined
      ? merchantSettingsOf(now).sender
      : { name: change.sender.name, replyTo: change.sender.replyTo ?? undefined },
  frequencyCap: change.frequencyCap ?? now.frequencyCap,
  quietHours: change.quietHours === undefined ? now.quietHours : (change.quietHours ?? undefined),
  consentPolicy: change.consentPolicy ?? now.consentPolicy,
  theme: change.theme === undefined ? merchantSettingsOf(now).theme : themeIn(change.theme),
  postalAddress: change.postalAddress ?? now.postalAddress,
  adminLanguage: change.adminLanguage === undefined ? now.adminLanguage : (change.adminLanguage ?? undefined),
});
