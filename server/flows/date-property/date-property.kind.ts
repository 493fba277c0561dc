import type { FlowKind } from '../flow-kind.ts';
import { neverSettled } from '../triggers/never-settled.ts';
import { plainContent, plainSample } from '../triggers/plain-content.ts';
import { matchDateOf, scanDates } from './match-date.ts';
import type { DateDeps } from './match-date.ts';
import { dateArgs } from './occasions.ts';
import { birthdayPreset } from './preset.ts';

/** Begins around a date of the person's own, keyed by its year: once a year at most, however often it is looked for. */
export const createDateProperty = (deps: DateDeps): FlowKind => ({
  key: 'date-property',
  preset: birthdayPreset,
  standard: false,
  args: dateArgs,
  hears: () => ({ listensTo: ['customer.updated'], opensOn: ['customer.updated'] }),
  occasions: 'event',
  usefulFrom: 'anchor',
  combines: false,
  category: 'suggestions',
  settledReason: 'ordered',
  match: async ({ shop, contact }, context) =>
    contact === undefined ? [] : matchDateOf(deps, { shop, contact }, context),
  scan: (on, follow) => scanDates(deps, on, follow),
  ...neverSettled,
  content: (shop, enrollments) => plainContent(deps.facts, shop, enrollments),
  sample: plainSample,
});
