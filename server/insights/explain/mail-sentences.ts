import type { MessageEventType } from '../../mail/events/message-event.ts';
import type { GateAnswer, Message, MessageStatus } from '../../mail/message.ts';
import { skipWords, wordsOf } from './reason-words.ts';
import type { StoryGateAnswer } from './story.contract.ts';

const because = ({ reason }: Pick<Message, 'reason'>): string =>
  reason === undefined ? '' : `: ${wordsOf(reason, skipWords)}`;

const statuses: Readonly<Record<MessageStatus, (message: Pick<Message, 'reason'>) => string>> = {
  scheduled: (message) => `Waits to be sent${because(message)}.`,
  sending: () => 'Is being handed to the mail service.',
  accepted: () => 'The mail service took it.',
  failed: (message) => `Not sent${because(message)}.`,
  skipped: (message) => `Not sent${because(message)}.`,
  cancelled: () => 'Stopped before it was sent.',
  unknown: (message) => `Whether it left isn’t known${because(message)}.`,
};

export const messageSentence = (message: Pick<Message, 'status' | 'reason'>): string =>
  statuses[message.status](message);

const events: Readonly<Record<MessageEventType, string>> = {
  accepted: 'The mail service took it.',
  deferred: 'Their mail server asked the mail service to try again later.',
  delivered: 'It was delivered.',
  bounced: 'It came back.',
  dropped: 'The mail service dropped it.',
  complained: 'They marked it as spam.',
  opened: 'It was opened.',
  clicked: 'A link in it was clicked.',
  unsubscribed: 'They unsubscribed from it.',
};

export const eventSentence = (type: MessageEventType): string => events[type];

const clauses = {
  'address-valid': 'The address can receive mail',
  'not-redacted': 'Their data wasn’t erased',
  'not-suppressed': 'The address isn’t on the do-not-mail list',
  consent: 'They agreed to marketing email',
  'flow-live': 'The flow is running',
  'flow-filter': 'They match the flow’s filter',
  'not-settled': 'They haven’t bought already',
  'not-included': 'No other email said it already',
  'something-to-buy': 'Something in it can be bought',
  'total-above-zero': 'The total is above zero',
  'not-held-out': 'They aren’t in the comparison group',
  'still-useful': 'It is still useful',
  'kind-wanted': 'They want this kind of email',
  'not-paused': 'They haven’t paused their mail',
  'sender-limit': 'The shared sending domain has room today',
  'weekly-limit': 'It is a week since the last one, as they asked',
  'quiet-hours': 'It is outside quiet hours',
  'frequency-cap': 'The limit on emails isn’t reached',
  'no-rival': 'No other flow goes first',
} as const;

/** A clause that is new here is shown by its key; a test asks the gate for its clauses. */
export const clauseSentence = ({ clause, pass, saw }: GateAnswer): string => {
  const words = Object.hasOwn(clauses, clause)
    ? (Object.entries(clauses).find(([key]) => key === clause)?.[1] ?? clause)
    : clause;
  return `${words}: ${pass ? 'yes' : 'no'}${saw === undefined ? '' : ` (${saw})`}.`;
};

export const gateStory = (answers: readonly GateAnswer[] = []): StoryGateAnswer[] =>
  answers.map((answer) => ({
    clause: answer.clause,
    pass: answer.pass,
    saw: answer.saw ?? null,
    sentence: clauseSentence(answer),
  }));
