import type { TFunction } from 'i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import type { Format } from '../../format/use-format.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface WordsContext {
  readonly t: TFunction;
  readonly format: Format;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const waitWords = ({ args }: StepData, { t, format }: WordsContext): string => {
  const duration = text(args['for']);
  if (duration !== '')
    return t(args['from'] === 'entry' ? 'editor.words.waitEntry' : 'editor.words.wait', {
      duration: format.duration(duration),
    });
  const { until } = args;
  if (isObject(until))
    return t(typeof until['weekday'] === 'number' ? 'editor.words.untilDay' : 'editor.words.until', {
      time: text(until['time']),
      day: t(`editor.weekday.${Number(until['weekday'] ?? 1)}`),
    });
  return t('editor.words.untilDate');
};

const branchWords = ({ args }: StepData, { t, format }: WordsContext): string => {
  if (typeof args['event'] === 'string')
    return t('editor.words.branchEvent', {
      event: t(`editor.event.${args['event'].replace('.', '_')}`, { defaultValue: args['event'] }),
      duration: format.duration(text(args['before'])),
    });
  if (Array.isArray(args['weights']))
    return t('editor.words.branchExperiment', { count: args['weights'].length });
  return t('editor.words.branchCondition');
};

const actWords = ({ args }: StepData, { t }: WordsContext): string => {
  if (typeof args['tag'] === 'string') return t('editor.words.tag', { tag: args['tag'] });
  if (typeof args['callUrl'] === 'string') return t('editor.words.callUrl');
  if (typeof args['startWorkflow'] === 'string')
    return t('editor.words.startWorkflow', { name: args['startWorkflow'] });
  return t('editor.words.property', { property: text(args['setProperty']) });
};

/** A step in a line, as the outline and the problems name it. */
export const stepWords = (step: StepData, context: WordsContext): string => {
  const { t } = context;
  switch (step.key) {
    case 'wait':
      return waitWords(step, context);
    case 'send-email': {
      const template = text(step.args['template']);
      return template === ''
        ? t('editor.words.emailUnchosen')
        : t('editor.words.email', {
            template: t(`editor.template.${template}`, { defaultValue: template }),
          });
    }
    case 'branch':
      return branchWords(step, context);
    case 'act':
      return actWords(step, context);
    case 'exit':
      return t('editor.words.exit');
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
