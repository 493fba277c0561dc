import type { SaveMailAccount } from '../../../../server/mail/accounts/mail-account.contract.ts';

export const webhookChoices = ['keep', 'new', 'none'] as const;
export type WebhookChoice = (typeof webhookChoices)[number];

/** Never kept on the device: a key is typed, sent and forgotten. */
export interface AccountValues {
  readonly apiKey: string;
  readonly webhook: WebhookChoice;
  readonly webhookKey: string;
}

/** `verified`: there is a webhook key, which stays unless told. */
export const blankAccount = (verified: boolean): AccountValues => ({
  apiKey: '',
  webhook: verified ? 'keep' : 'none',
  webhookKey: '',
});

/** As SendGrid makes them: `SG.` and two parts. Whether one works only SendGrid can say. */
export const isApiKey = (text: string): boolean => /^SG\.[\w-]{10,64}\.[\w-]{20,128}$/.test(text.trim());

export const wrongIn = ({ apiKey, webhook, webhookKey }: AccountValues): readonly (keyof AccountValues)[] => [
  ...(isApiKey(apiKey) ? [] : (['apiKey'] as const)),
  ...(webhook === 'new' && webhookKey.trim() === '' ? (['webhookKey'] as const) : []),
];

export const accountOf = ({ apiKey, webhook, webhookKey }: AccountValues): SaveMailAccount => ({
  apiKey: apiKey.trim(),
  ...(webhook === 'new' && { webhookKey: webhookKey.trim() }),
  ...(webhook === 'none' && { webhookKey: null }),
});
