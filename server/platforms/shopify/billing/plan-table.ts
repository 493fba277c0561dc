import type { Allowance } from '../../../shop/billing/entitlements.ts';

/** What a shop without a subscription has. */
export const noPlan = 'none';

/** Plan handles, as they stand in the Partner Dashboard, with what each allows. */
export type PlanTable = ReadonlyMap<string, Allowance>;

const entryPattern = /^([a-z0-9][a-z0-9_-]{0,49}):(\d{1,9}|-):(\d{1,4}|-)$/;

const limitOf = (text: string | undefined): number | undefined =>
  text === undefined || text === '-' ? undefined : Number(text);

/**
 * `none:250:1,starter:5000:5,growth:-:-`: handle, marketing mails a month, live flows; `-` is no limit.
 * Undefined where it does not parse, names a plan twice, or does not say what a shop without a plan has.
 */
export const parsePlanTable = (text: string): PlanTable | undefined => {
  const entries = text.split(',').map((each) => entryPattern.exec(each.trim()));
  const plans = entries.flatMap((entry): [string, Allowance][] => {
    const [, plan, mails, flows] = entry ?? [];
    return plan === undefined ? [] : [[plan, { plan, mails: limitOf(mails), flows: limitOf(flows) }]];
  });
  const table = new Map(plans);
  return table.size === entries.length && table.has(noPlan) ? table : undefined;
};
