import { createStuckRows } from '../../insights/attention/stuck.repository.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import { createOnboardingAnswers } from '../../shop/onboarding.repository.ts';
import type { ApiServices } from '../http/api/api-deps.ts';
import { createRequeueRepository } from '../operations/requeue.system.repository.ts';
import { createAttentionService } from '../services/attention-service.ts';
import { createFlowRows } from '../services/flow-rows.ts';
import { createOnboardingService } from '../services/onboarding-service.ts';
import { createOverviewReader } from '../services/overview-reader.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

export interface HomeParts {
  readonly data: Data;
  readonly flows: Flows;
  readonly queue: Queue;
}

type Asked = Pick<ApiServices, 'sending' | 'mailAccounts' | 'offers' | 'figures'>;

/** What Home and the list of flows show besides figures. */
export const wireHome = (
  { data, flows, queue }: HomeParts,
  { sending, mailAccounts, offers, figures }: Asked,
): Pick<ApiServices, 'overview' | 'attention' | 'onboarding' | 'flowRows'> => {
  const { connection, clock, shop, engine, mail } = data;
  const stuck = createStuckRows(connection);
  const { shops } = shop;
  const known = flows.runtime.flows;
  return {
    flowRows: createFlowRows({
      runtime: flows.runtime,
      counts: engine.counts,
      figures: figures.ofFlows,
      shops,
    }),
    overview: createOverviewReader({
      flows: known,
      enrollments: engine.counts,
      endedSince: (id, since) => mail.totals.endedSince(id, since),
      lastVisit: stuck.lastVisit,
    }),
    attention: createAttentionService({
      shops,
      sending,
      accounts: mailAccounts,
      offers,
      flows: known,
      figures: figures.ofFlows,
      stuck,
      requeue: createRequeueRepository({ connection, lower: engine.store.lower }),
      queue,
      clock,
    }),
    onboarding: createOnboardingService({
      shops,
      flows: known,
      answers: createOnboardingAnswers(connection),
      kinds: [...flows.runtime.kinds.keys()],
      clock,
    }),
  };
};
