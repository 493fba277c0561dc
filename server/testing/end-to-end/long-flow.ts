import type { Page } from 'playwright-core';
import { z } from 'zod';
import { editableFlowSchema } from '../../flows/drafts/draft.contract.ts';

/** As many as a program may have: waits and mails in turn, and branches whose ways hold some of them. */
const mostSteps = 200;

const stepsOf = (count: number): readonly object[] => {
  const steps: object[] = [];
  for (let made = 0; made < count;) {
    const wait = { id: `wait-${made + 100}`, key: 'wait', args: { for: `PT${made + 1}H`, from: 'previous' } };
    const mail = { id: `mail-${made + 100}`, key: 'send-email', args: { template: 'checkout-1' } };
    const when = { property: 'isCustomer', is: 'equals', value: true };
    if (made % 20 === 0) {
      steps.push({ id: `branch-${made + 100}`, key: 'branch', args: { when }, arms: [[wait], [mail]] });
      made += 3;
    } else {
      steps.push(made % 2 === 0 ? wait : mail);
      made += 1;
    }
  }
  return steps;
};

/** From now on the editor of every flow opens with a program of two hundred steps. */
export const openWithLongFlow = async (page: Page): Promise<void> => {
  await page.route(/\/api\/flows\/[^/]+\/draft$/, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const { current, ...view } = editableFlowSchema.parse(await response.json());
    const program = { ...z.looseObject({}).parse(current.program), steps: stepsOf(mostSteps) };
    return route.fulfill({ response, json: { ...view, draft: null, current: { ...current, program } } });
  });
};
