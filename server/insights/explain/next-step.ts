import { findStep, stepAfter } from '../../engine/cursor.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import type { Message } from '../../mail/message.ts';
import { skipWords, wordsOf } from './reason-words.ts';
import type { StoryNext } from './story.contract.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const waitWords = ({ args }: Step): string => {
  const duration = text(args['for']);
  if (duration !== undefined)
    return `${duration} ${args['from'] === 'entry' ? 'after what started the flow' : 'after the step before'}`;
  const { until, untilProperty } = args;
  if (typeof until === 'object' && until !== null && 'time' in until)
    return `the shop’s local time ${text(until['time']) ?? ''}`;
  if (typeof untilProperty === 'object' && untilProperty !== null && 'property' in untilProperty)
    return `the date in ${text(untilProperty['property']) ?? ''}`;
  return 'its time';
};

const does = ({ key, id, args }: Step): string => {
  switch (key) {
    case 'send-email':
      return `email ${text(args['template']) ?? ''} of step ${id}`;
    case 'wait':
      return `another wait, step ${id}`;
    case 'exit':
      return 'the end for this person';
    default:
      return `${key} ${id}`;
  }
};

const pictureOf = (step: Step | undefined): StoryNext['after'] =>
  step === undefined ? null : { step: step.id, does: step.key };

const nowOf = (step: Step, dueAt: string): string => {
  switch (step.key) {
    case 'wait':
      return `Waits for ${waitWords(step)}: until ${dueAt}.`;
    case 'branch':
      return `Waits at branch ${step.id} for ${text(step.args['event']) ?? 'its answer'}, until ${dueAt} at the latest.`;
    default:
      return `Stands before ${does(step)}, due ${dueAt}.`;
  }
};

const heldWords = (step: Step, messages: readonly Message[]): string => {
  const open = messages.find((message) => message.step === step.id && message.status !== 'accepted');
  return open?.reason === undefined ? '' : ` Held back: ${wordsOf(open.reason, skipWords)}.`;
};

export interface Standing {
  readonly enrollment: Enrollment;
  readonly program: FlowProgram | undefined;
  readonly messages: readonly Message[];
  readonly status: string;
}

const pausedWords = (status: string): string => {
  if (status === 'paused') return ' The flow is paused: no email leaves until it goes on.';
  return status === 'archived' ? ' The flow is archived: no email leaves.' : '';
};

/** What comes next and when; null once it has ended. */
export const nextStep = ({ enrollment, program, messages, status }: Standing): StoryNext | null => {
  if (enrollment.state !== 'waiting') return null;
  const dueAt = enrollment.dueAt?.toISOString() ?? null;
  const step = program && findStep(program, enrollment.step);
  if (program === undefined || step === undefined)
    return {
      step: enrollment.step,
      does: '',
      dueAt,
      after: null,
      sentence: `Stands in step ${enrollment.step}, which its version ${enrollment.version} doesn’t have or can’t be read; it is taken out when due.`,
    };
  const after = stepAfter(program, step.id);
  const then = after === undefined ? 'Then the flow ends.' : `Then comes ${does(after)}.`;
  return {
    step: step.id,
    does: step.key,
    dueAt,
    after: pictureOf(after),
    sentence: `${nowOf(step, dueAt ?? 'unknown')}${heldWords(step, messages)}${pausedWords(status)} ${then}`,
  };
};
