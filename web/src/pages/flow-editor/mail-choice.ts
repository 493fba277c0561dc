import type { OwnTemplateListView } from '../../../../server/mail/templates/own/own-template.contract.ts';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';

type Args = StepData['args'];
export type OwnEmail = OwnTemplateListView['templates'][number];

/** An own email that is sent in another version than the one that is published now. */
export interface MailState {
  readonly own: OwnEmail | undefined;
  /** What the step sends; undefined for emails that come with Encore. */
  readonly version: number | undefined;
  /** Published since. */
  readonly newer: number | undefined;
}

const keyOf = (args: Args): string => (typeof args['template'] === 'string' ? args['template'] : '');

export const mailStateOf = (args: Args, emails: readonly OwnEmail[]): MailState => {
  const own = emails.find(({ key, published }) => key === keyOf(args) && published > 0);
  if (own === undefined) return { own, version: undefined, newer: undefined };
  const pinned = args['templateVersion'];
  const version = typeof pinned === 'number' ? pinned : own.published;
  return { own, version, newer: own.published > version ? own.published : undefined };
};

/** An own email comes with the version that is published now: publishing another changes no flow by itself. */
export const withMail = (args: Args, template: string, emails: readonly OwnEmail[]): Args => {
  const { templateVersion: _other, ...rest } = args;
  const own = emails.find(({ key, published }) => key === template && published > 0);
  return { ...rest, template, ...(own !== undefined && { templateVersion: own.published }) };
};

/** Without an offer there is nothing to say about its codes. */
export const withOffer = (args: Args, offer: string): Args => {
  const { offer: _other, whenNoCode, ...rest } = args;
  if (offer === '') return rest;
  return { ...rest, offer, ...(whenNoCode !== undefined && { whenNoCode }) };
};
