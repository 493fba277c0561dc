import type { DecisionKind } from '../../engine/decision.ts';
import type { JsonObject } from '../../lib/json.ts';
import { exitWords, refusalWords, skipWords, wordsOf } from './reason-words.ts';

export interface Said {
  readonly step: string;
  readonly reason: string;
  readonly detail?: JsonObject | undefined;
}

const until = ({ detail }: Said): string =>
  typeof detail?.['until'] === 'string' ? ` until ${detail['until']}` : '';

const due = ({ detail }: Said): string =>
  typeof detail?.['dueAt'] === 'string' ? `, now due ${detail['dueAt']}` : '';

const versionOf = ({ detail }: Said): string =>
  typeof detail?.['version'] === 'number' ? String(detail['version']) : '?';

const count = (detail: JsonObject | undefined, name: string): number | undefined => {
  const value = detail?.[name];
  return typeof value === 'number' ? value : undefined;
};

/** What the number rests on, in as far as the decision says. */
const evidence = (detail: JsonObject | undefined): string => {
  const reorders = count(detail, 'reorders');
  const returned = count(detail, 'returned');
  const followers = count(detail, 'followers');
  const said = [
    ...(reorders === undefined ? [] : [`bought again ${reorders} times`]),
    ...(returned === undefined ? [] : [`${returned} people came back`]),
    ...(followers === undefined ? [] : [`${followers} people bought the companion later`]),
  ];
  return said.length === 0 ? 'nothing yet' : said.join(', ');
};

const numbers = {
  learned: ({ detail }) => ` The time is learned: ${evidence(detail)}.`,
  override: () => ' The time is what the shop says of this product.',
  merchant: ({ detail }) =>
    ` The time is the flow’s own number: too little was learned (${evidence(detail)}).`,
} as const satisfies Record<string, (said: Said) => string>;

/** Whose number the time hangs on, for flows that learn it. */
const whoseNumber = (said: Said): string => {
  const numberOf = said.detail?.['numberOf'];
  const words = Object.entries(numbers).find(([name]) => name === numberOf)?.[1];
  return words === undefined ? '' : words(said);
};

const from = ({ detail }: Said): string =>
  typeof detail?.['from'] === 'string' ? ` instead of ${detail['from']}` : '';

const moved = (said: Said): string => {
  if (said.reason === 're-timed')
    return `What was learned anew moved it${due(said)}${from(said)}.${whoseNumber(said)}`;
  if (said.reason === 'new_version')
    return `Moved to version ${versionOf(said)} of the flow in step ${said.step}${due(said)}.`;
  if (said.reason === 'skipped_ahead') return `Somebody of the shop ended the wait in step ${said.step}.`;
  return `Its time moved with what it is about${due(said)}.`;
};

const enteredOn = ({ reason }: Said): string => {
  if (reason === 'past_order') return 'Taken in because of a past order, when the flow was switched on.';
  return reason === '' ? 'Entered.' : `Entered on ${reason}.`;
};

/** A sentence for each kind of decision; one that is missing does not compile. */
const sentences: Readonly<Record<DecisionKind, (said: Said) => string>> = {
  entered: (said) => `${enteredOn(said)}${whoseNumber(said)}`,
  'not-entered': ({ reason }) => `Not entered: ${wordsOf(reason, refusalWords, skipWords)}.`,
  waited: (said) => `Waits in step ${said.step}${until(said)}.`,
  branched: ({ step, reason }) => `At branch ${step} took ${reason.replace('arm_', 'way ')}.`,
  moved,
  deferred: (said) => `Step ${said.step} put off${until(said)}: ${wordsOf(said.reason, skipWords)}.`,
  skipped: ({ step, reason }) => `Email of step ${step} not sent: ${wordsOf(reason, skipWords)}.`,
  sent: ({ step }) => `Email of step ${step} handed to the mail service.`,
  failed: ({ step, reason }) => `Step ${step} failed: ${wordsOf(reason)}.`,
  unknown: ({ step, reason }) =>
    `Whether the email of step ${step} left isn’t known yet (${wordsOf(reason)}); it is not sent twice.`,
  exited: ({ reason }) => `Left the flow: ${wordsOf(reason, exitWords)}.`,
  done: () => 'Came to the end of the flow.',
  quarantined: ({ reason }) => `Taken out to be looked at: ${wordsOf(reason)}.`,
};

export const decisionSentence = (kind: DecisionKind, said: Said): string => sentences[kind](said);
