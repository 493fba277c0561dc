import type { ErrorCode } from '../../lib/errors.ts';
import type { ExitReason, RefusalReason } from '../../flows/exit-reason.ts';
import type { SkipReason } from '../../mail/message.ts';

/** Each is the end of a sentence: "Not sent: …". A reason that is missing here does not compile. */
export const skipWords: Readonly<Record<SkipReason, string>> = {
  address_invalid: 'the address can’t receive mail',
  redacted: 'their data was erased',
  suppressed: 'the address is on the do-not-mail list',
  no_consent: 'they haven’t agreed to marketing email',
  unsubscribed: 'they unsubscribed',
  flow_not_live: 'the flow is not running any more, or the shop has uninstalled',
  flow_paused: 'the flow is paused',
  filter_failed: 'they don’t match the flow’s filter any more',
  already_ordered: 'they bought already',
  checkout_gone: 'the checkout is gone',
  out_of_stock: 'nothing in it is in stock',
  nothing_to_buy: 'there is nothing left to buy',
  total_zero: 'the total is zero',
  no_suggestion: 'there is nothing to suggest that goes with it and isn’t owned yet',
  held_out: 'they are in the comparison group, which gets no mail',
  frequency_capped: 'the limit on emails is reached',
  quiet_hours: 'it falls into quiet hours',
  person_paused: 'they asked for a pause',
  weekly_limit: 'they asked for one email a week at most',
  sender_limited: 'the day’s limit of the shared sending domain is reached',
  plan_limit: 'the month’s limit of the shop’s plan is reached',
  kind_unwanted: 'they don’t want this kind of email',
  higher_priority: 'another flow goes first',
  no_longer_useful: 'it would come too late to be useful',
  included: 'another email says it already',
  no_code: 'there is no discount code for it',
  reminded_elsewhere: 'another flow reminded them of the same checkout',
  facts_unavailable: 'what has to be checked could not be read, so nothing is sent',
};

export const exitWords: Readonly<Record<ExitReason, string>> = {
  ordered: 'they bought',
  bought_again: 'they bought it again',
  cancelled: 'the order it is about was cancelled',
  refunded: 'the order it is about was refunded',
  subscribed: 'it comes again by itself: they subscribed to it',
  no_suggestion: 'there is nothing left to suggest',
  checkout_gone: 'the checkout is gone',
  superseded: 'a newer checkout of the same person took over',
  unsubscribed: 'they unsubscribed',
  redacted: 'their data was erased',
  merged: 'two records of one person became one; it goes on under the other',
  flow_archived: 'the flow was archived',
  re_entry: 'they entered it again',
  came_back: 'they came back by themselves',
  left_segment: 'they left the segment',
  goal_met: 'what the flow is for has happened',
  removed: 'somebody of the shop took them out',
};

export const refusalWords: Readonly<Record<RefusalReason, string>> = {
  already_ordered: 'they had bought already',
  bought_again: 'they had bought it again already',
  cancelled: 'the order was cancelled',
  refunded: 'the order was refunded',
  subscribed: 'it comes again by itself: they subscribed to it',
  not_needed_again: 'those who buy it hardly ever buy it again',
  no_suggestion: 'there was nothing to suggest that goes with it and isn’t owned yet',
  checkout_gone: 'the checkout was gone',
  superseded: 'a newer checkout of the same person had taken over',
  nothing_to_buy: 'there was nothing in it to buy',
  trigger_filter: 'it doesn’t match the trigger’s filter',
  filter_failed: 'they don’t match the flow’s filter',
  unsubscribed: 'they had unsubscribed',
  redacted: 'their data was erased',
  no_longer_useful: 'it would have come too late to be useful',
  flow_paused: 'the flow was paused',
  flow_finishing: 'the flow takes nobody in any more',
  re_entry: 'they had been in it, and it isn’t entered again so soon',
  came_back: 'they had come back by themselves',
  ended_already: 'it had ended for them already',
  left_segment: 'they had left the segment',
  not_near: 'the date it is about is not near',
};

/** What isn’t about the person but about us, the provider or the moment. */
const troubleReasons = [
  'barrier',
  'sender_paused',
  'key_refused',
  'sender_refused',
  'sending_elsewhere',
  'unknown',
  'sender_vanished',
  'worker_lost',
  'wait_date_missing',
  'rate_limited',
  'answer_broke_off',
  'past_deadline',
  'mail_invalid',
  'outbox_unreachable',
  'timeout',
] as const;

const troubleWords: Readonly<Record<(typeof troubleReasons)[number] | ErrorTrouble, string>> = {
  barrier: 'an order, consent or erasure of this shop was just arriving and is looked at first',
  sender_paused: 'the mail service asked us to slow down',
  timeout: 'the mail service gave no answer in time',
  key_refused: 'the mail service refuses the key of this account; it waits until there is another',
  sender_refused:
    'the mail service lets nothing leave under the shop’s address; it waits until its domain is proved',
  sending_elsewhere: 'another worker is sending it',
  unknown: 'nobody knows yet whether it left; the mail service is asked',
  sender_vanished: 'the worker vanished while sending; whether it left is being found out',
  worker_lost: 'workers vanished over it again and again',
  wait_date_missing: 'the date it should wait for isn’t there',
  rate_limited: 'the mail service asked us to slow down',
  answer_broke_off: 'the mail service’s answer broke off',
  past_deadline: 'the last look came too late, so nothing was written',
  mail_invalid: 'the mail service refused the email as it was',
  outbox_unreachable: 'the outbox could not be reached',
  render_failed: 'the email could not be written',
  template_invalid: 'its template doesn’t compile',
  step_failed: 'the step failed',
  step_unknown: 'the flow names a step that doesn’t exist here',
  stored_document_unreadable: 'what is stored of it could not be read',
  not_found: 'what it needs could not be found',
};

/** The codes of lib/errors.ts that decisions carry. */
type ErrorTrouble = Extract<
  ErrorCode,
  | 'render_failed'
  | 'template_invalid'
  | 'step_failed'
  | 'step_unknown'
  | 'stored_document_unreadable'
  | 'not_found'
>;

const lookUp = (words: Readonly<Record<string, string>>, reason: string): string | undefined =>
  Object.hasOwn(words, reason) ? words[reason] : undefined;

/** In words: first by the maps given, then by what may go wrong anywhere, else the reason's own name. */
export const wordsOf = (reason: string, ...maps: readonly Readonly<Record<string, string>>[]): string => {
  for (const map of [...maps, troubleWords]) {
    const found = lookUp(map, reason);
    if (found !== undefined) return found;
  }
  return reason === '' ? 'no reason was given' : `“${reason}”`;
};
