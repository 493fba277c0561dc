import type { FlowProgram, Step } from '../../engine/program.ts';
import type { StepRegistry } from '../../engine/step.ts';
import { nearestWord } from '../../lib/nearest-word.ts';
import { storeEventTypes } from '../../shop/store-event.ts';
import { reachedEventTypes } from '../predicate-reach.ts';

interface Named {
  readonly path: string;
  readonly event: string;
}

/** Every `event` of an argument or a predicate, however deep. A `value` is the merchant's own and is not looked into. */
const eventsIn = (input: unknown, path: string): readonly Named[] => {
  if (input === null || typeof input !== 'object') return [];
  return Object.entries(input).flatMap(([key, inner]: [string, unknown]): readonly Named[] => {
    const here = `${path}.${key}`;
    if (key === 'event' && typeof inner === 'string') return [{ path: here, event: inner }];
    return key === 'value' ? [] : eventsIn(inner, here);
  });
};

const eventsInSteps = (steps: readonly Step[], registry: StepRegistry, path: string): readonly Named[] =>
  steps.flatMap(({ key, args, arms = [] }, index) => {
    const here = `${path}.${index}`;
    const asks = registry.get(key)?.needs(args).includes('events') === true;
    return [
      ...(asks ? eventsIn(args, `${here}.args`) : []),
      ...arms.flatMap((arm, n) => eventsInSteps(arm, registry, `${here}.arms.${n}`)),
    ];
  });

/** What ends an enrollment hears everything; a predicate asks what is kept of the past. */
const faultOf = (event: string, known: readonly string[]): string | undefined => {
  if (known.includes(event)) return undefined;
  const all: readonly string[] = storeEventTypes;
  if (all.includes(event)) return `nothing can be asked about ${event}`;
  const meant = nearestWord(event, known);
  return `there is no store event called ${event}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
};

/** Path of each event that no store ever tells of → a sentence: a flow that waits for one would wait for ever. */
export const faultsOfEvents = (
  program: FlowProgram,
  registry: StepRegistry,
): Readonly<Record<string, string>> => {
  const { trigger, filter, exitOn, goal, steps } = program;
  // Which events may begin it is its kind's to say.
  const { event: _begins, ...args } = trigger.args;
  const heard = eventsIn({ exitOn, goal }, '');
  const asked = [
    ...eventsIn({ trigger: { args, filter: trigger.filter }, filter }, ''),
    ...eventsInSteps(steps, registry, '.steps'),
  ];
  const faults = [
    ...heard.map((named) => ({ ...named, known: storeEventTypes })),
    ...asked.map((named) => ({ ...named, known: reachedEventTypes })),
  ];
  return Object.fromEntries(
    faults.flatMap(({ path, event, known }) => {
      const fault = faultOf(event, known);
      return fault === undefined ? [] : [[path.slice(1), fault]];
    }),
  );
};
