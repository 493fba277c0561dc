/** Why a flow ends early for somebody, besides what an exit step of its program says. A test compares the code with it. */
export const exitReasons = [
  'ordered',
  'bought_again',
  'cancelled',
  'refunded',
  'subscribed',
  'no_suggestion',
  'checkout_gone',
  'superseded',
  'unsubscribed',
  'redacted',
  'merged',
  'flow_archived',
  're_entry',
  'came_back',
  'left_segment',
  'goal_met',
  'removed',
] as const;
export type ExitReason = (typeof exitReasons)[number];

/** Why somebody whom a trigger matched was kept out. */
export const refusalReasons = [
  'already_ordered',
  'bought_again',
  'cancelled',
  'refunded',
  'subscribed',
  'not_needed_again',
  'no_suggestion',
  'checkout_gone',
  'superseded',
  'nothing_to_buy',
  'trigger_filter',
  'filter_failed',
  'unsubscribed',
  'redacted',
  'no_longer_useful',
  're_entry',
  'came_back',
  'ended_already',
  'flow_paused',
  'flow_finishing',
  'left_segment',
  'not_near',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];
