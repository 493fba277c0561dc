/** The only file that may cast: an opaque id is a string that was checked where it was made. */
declare const brand: unique symbol;
type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** The tenant: for Shopify the shop's permanent domain (`x.myshopify.com`). */
export type ShopId = Brand<string, 'ShopId'>;
export type ContactId = Brand<string, 'ContactId'>;
export type FlowId = Brand<string, 'FlowId'>;
export type EnrollmentId = Brand<string, 'EnrollmentId'>;
export type MessageId = Brand<string, 'MessageId'>;
/** A shop's one eighth of contacts: `<shop>#<part>`. */
export type TurnId = Brand<string, 'TurnId'>;
/** An account at a mail provider: the operator's, or a shop's own under its present key. */
export type MailAccountId = Brand<string, 'MailAccountId'>;

export const asShopId = (value: string): ShopId => value as ShopId;
export const asContactId = (value: string): ContactId => value as ContactId;
export const asFlowId = (value: string): FlowId => value as FlowId;
export const asEnrollmentId = (value: string): EnrollmentId => value as EnrollmentId;
export const asMessageId = (value: string): MessageId => value as MessageId;
export const asTurnId = (value: string): TurnId => value as TurnId;
export const asMailAccountId = (value: string): MailAccountId => value as MailAccountId;
