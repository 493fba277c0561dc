import { wireSendEmail } from '../../server/app/wiring/mail.ts';
import { createRunner } from '../../server/engine/runner.ts';
import { monotonicMs, sleep } from '../../server/lib/clock.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import { answerRuns } from './run-role.ts';
import type { Dispatching } from './run-role.ts';

const freshMs = 10_000;
const pauseMs = 100;

/** Encore's own worker, as jobs/compose.ts puts it together, turning until every mail is out. */
const dispatchAll = async ({ world, transport, due, windowMs, accepted }: Dispatching): Promise<void> => {
  const { config, data, flows } = world;
  const executor = wireSendEmail({ config, data, flows, transport, logger: silentLogger });
  const runner = createRunner({
    store: data.engine.store,
    facts: flows.ports.facts,
    programs: flows.runtime.programs,
    steps: flows.runtime.steps,
    executors: [executor],
    decisions: data.engine.decisions,
    clock: data.clock,
    logger: silentLogger,
    liveWorkers: async () => (await data.engine.workers.live(freshMs)).length,
  });
  const { signal } = new AbortController();
  const giveUpMs = monotonicMs() + windowMs;
  // Too slow for the deadline, a mail stays due and its turn may move nothing: that isn't the end.
  while (accepted() < due && monotonicMs() < giveUpMs)
    if ((await runner.turnOnce(signal)).moved === 0) await sleep(pauseMs);
};

answerRuns({ dispatch: dispatchAll });
