import { errorCodeOf } from '../../../lib/errors.ts';
import type { Logger } from '../../../lib/logger.ts';
import type { ContactRepository } from '../../../shop/contacts.repository.ts';
import type { DueFirings } from './due-firings.system.repository.ts';
import type { FlowFiring } from './flow-rows.model.ts';
import type { FlowRows } from './flow-rows.repository.ts';
import type { ReceiveTrigger } from './receive-trigger.ts';
import { emailSentPayload } from './triggers.ts';

export interface FireDeps {
  readonly due: Pick<DueFirings, 'claim'>;
  readonly rows: Pick<FlowRows, 'isListening' | 'end' | 'tryAgain'>;
  readonly contacts: Pick<ContactRepository, 'findMany'>;
  readonly receive: ReceiveTrigger;
  readonly logger: Logger;
}

const batch = 50;
const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;
/** Half a day of pauses; a workflow that is told of a mail from the day before helps nobody. */
const tries = 16;

const pauseAfter = (failures: number): number => Math.min(longestPauseMs, firstPauseMs * 2 ** failures);

/** How it ends: `fired`, or why there is nothing to fire. Throws what Shopify does. */
const fireOne = async (deps: FireDeps, firing: FlowFiring): Promise<string> => {
  const { shop, trigger, contact, flow, subject, message } = firing;
  if (!(await deps.rows.isListening(shop, trigger))) return 'nobody_listens';
  const found = (await deps.contacts.findMany(shop, [contact])).get(contact);
  const [customerId] = found?.customerIds ?? [];
  if (customerId === undefined || found?.redactedAt !== undefined) return 'not_a_customer';
  await deps.receive(shop, trigger, emailSentPayload({ customerId, flow, subject, message }));
  return 'fired';
};

const settle = async (deps: FireDeps, firing: FlowFiring): Promise<boolean> => {
  const { shop, id, failures } = firing;
  try {
    await deps.rows.end(shop, id, await fireOne(deps, firing));
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    const isOver = code === 'platform_refused' || code === 'shop_not_installed' || failures + 1 >= tries;
    deps.logger.warn({ shop, code, failures: failures + 1, isOver }, 'a workflow was not started');
    await (isOver ? deps.rows.end(shop, id, code) : deps.rows.tryAgain(shop, id, pauseAfter(failures)));
    return isOver;
  }
};

/** Everything that is due; at least once each, under the same message id. Resolves to how many are over. */
export const fireTriggers = async (deps: FireDeps, signal?: AbortSignal): Promise<number> => {
  let done = 0;
  for (;;) {
    const firings = await deps.due.claim(batch);
    for (const firing of firings) {
      if (signal?.aborted === true) return done;
      if (await settle(deps, firing)) done += 1;
    }
    if (firings.length < batch) return done;
  }
};
