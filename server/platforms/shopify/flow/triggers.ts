/** Our triggers, by the handles and names of `extensions/flow-trigger-*`; a test compares them. */
export const emailSentTrigger = { handle: 'encore-email-sent', name: 'Encore sent an email' } as const;
export const stepReachedTrigger = {
  handle: 'encore-step-reached',
  name: 'Encore flow reached a step',
} as const;

export const flowTriggers = [emailSentTrigger, stepReachedTrigger];

/** What Shopify takes with `flowTriggerReceive`: a reference is `customer_id`, the rest goes by its field's key. */
export type TriggerPayload = Readonly<Record<string, string | number>>;

/** Shopify takes the number; one beyond 2^53 would be bent on its way, and stays as it is written. */
const idOf = (customerId: string): string | number => {
  const id = Number(customerId);
  return Number.isSafeInteger(id) ? id : customerId;
};

interface Reference {
  readonly customerId: string;
}

export const emailSentPayload = ({
  customerId,
  flow,
  subject,
  message,
}: Reference & {
  readonly flow: string;
  readonly subject: string;
  readonly message: string;
}): TriggerPayload => ({
  customer_id: idOf(customerId),
  'Encore flow': flow,
  'Email subject': subject,
  'Message id': message,
});

export const stepReachedPayload = ({
  customerId,
  flow,
  name,
  request,
}: Reference & {
  readonly flow: string;
  readonly name: string;
  readonly request: string;
}): TriggerPayload => ({
  customer_id: idOf(customerId),
  'Step name': name,
  'Encore flow': flow,
  'Request id': request,
});
