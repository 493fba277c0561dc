import type { TFunction } from 'i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { toCondition } from '../../conditions/condition.ts';
import { clausesOf } from '../../conditions/condition-words.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface WordsContext {
  readonly t: TFunction;
  readonly language: string;
  duration(iso: string): string;
  /** Of the shop's own emails, by key. */
  readonly titles: ReadonlyMap<string, string>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const waitWords = ({ args }: StepData, { t, duration: inWords }: WordsContext): string => {
  const duration = text(args['for']);
  if (duration !== '')
    return t(args['from'] === 'entry' ? 'editor.words.waitEntry' : 'editor.words.wait', {
      duration: inWords(duration),
    });
  const { until } = args;
  if (isObject(until))
    return t(typeof until['weekday'] === 'number' ? 'editor.words.untilDay' : 'editor.words.until', {
      time: text(until['time']),
      day: t(`editor.weekday.${Number(until['weekday'] ?? 1)}`),
    });
  return t('editor.words.untilDate');
};

const branchWords = ({ args }: StepData, { t, duration: inWords, language }: WordsContext): string => {
  if (typeof args['event'] === 'string')
    return t('editor.words.branchEvent', {
      event: t(`editor.event.${args['event'].replace('.', '_')}`, { defaultValue: args['event'] }),
      duration: inWords(text(args['before'])),
    });
  if (Array.isArray(args['weights']))
    return t('editor.words.branchExperiment', { count: args['weights'].length });
  const condition = toCondition(args['when']);
  return condition === undefined
    ? t('editor.words.branchCondition')
    : t('editor.words.branchIf', { clauses: clausesOf(condition, { t, duration: inWords, language }) });
};

const actWords = ({ args }: StepData, { t }: WordsContext): string => {
  if (typeof args['tag'] === 'string') return t('editor.words.tag', { tag: args['tag'] });
  if (typeof args['callUrl'] === 'string') return t('editor.words.callUrl');
  if (typeof args['startWorkflow'] === 'string')
    return t('editor.words.startWorkflow', { name: args['startWorkflow'] });
  return t('editor.words.property', { property: text(args['setProperty']) });
};

const emailWords = ({ args }: StepData, { t, titles }: WordsContext): string => {
  const key = text(args['template']);
  if (key === '') return t('editor.words.emailUnchosen');
  const own = titles.get(key);
  const version = args['templateVersion'];
  if (own !== undefined && typeof version === 'number')
    return t('editor.words.emailVersion', { template: own, version });
  return t('editor.words.email', { template: own ?? t(`editor.template.${key}`, { defaultValue: key }) });
};

/** A step in a line, as the outline and the problems name it. */
export const stepWords = (step: StepData, context: WordsContext): string => {
  switch (step.key) {
    case 'wait':
      return waitWords(step, context);
    case 'send-email':
      return emailWords(step, context);
    case 'branch':
      return branchWords(step, context);
    case 'act':
      return actWords(step, context);
    case 'exit':
      return context.t('editor.words.exit');
    default:
      return step.key;
  }
};

/** What each way of a branch is for. */
export const armWords = (step: StepData, arm: number, t: TFunction): string => {
  if (typeof step.args['event'] === 'string') return t(arm === 0 ? 'editor.arm.happened' : 'editor.arm.not');
  if (Array.isArray(step.args['weights'])) return t('editor.arm.variant', { number: arm + 1 });
  return t(arm === 0 ? 'editor.arm.yes' : 'editor.arm.no');
};
