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

/** What a merchant sets for the whole shop. */
export interface MerchantSettings {
  readonly sender: { readonly name: string; readonly replyTo?: string | undefined };
  readonly frequencyCap: { readonly count: number; readonly within: string };
  readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
  readonly consentPolicy?: ConsentPolicy | undefined;
}

/** Absent fields stay as they are; null takes a field away. */
export interface SettingsChange {
  readonly sender?: { readonly name: string; readonly replyTo: string | null } | undefined;
  readonly frequencyCap?: MerchantSettings['frequencyCap'] | undefined;
  readonly quietHours?: { readonly from: string; readonly to: string } | null | undefined;
  readonly consentPolicy?: ConsentPolicy | undefined;
}

export const merchantSettingsOf = ({
  sender: { name, replyTo },
  frequencyCap,
  quietHours,
  consentPolicy,
}: MerchantSettings): MerchantSettings => ({
  sender: { name, replyTo },
  frequencyCap,
  quietHours,
  consentPolicy,
});

export const changedSettings = (now: MerchantSettings, change: SettingsChange): MerchantSettings => ({
  sender:
    change.sender === undefined
      ? merchantSettingsOf(now).sender
      : { name: change.sender.name, replyTo: change.sender.replyTo ?? undefined },
  frequencyCap: change.frequencyCap ?? now.frequencyCap,
  quietHours: change.quietHours === undefined ? now.quietHours : (change.quietHours ?? undefined),
  consentPolicy: change.consentPolicy ?? now.consentPolicy,
});
