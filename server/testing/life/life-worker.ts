import { composeEngineStore } from '../../engine/compose-engine-store.ts';
import { createRunner } from '../../engine/runner.ts';
import type { RunnerDeps } from '../../engine/runner-deps.ts';
import { silentLogger } from '../../lib/logger.ts';
import { simulatedComposer } from '../../flows/simulation/simulated-transport.ts';
import { createSendEmailExecutor } from '../../mail/send/send-email.executor.ts';
import type { SendFacts } from '../../mail/send/send-ports.ts';
import { defaultSendSettings } from '../../mail/send/send-settings.ts';
import type { Transport } from '../../mail/transport.ts';
import type { Answer, FarProvider } from './far-provider.ts';
import type { LifeStores } from './life-stores.ts';
import { createWorkerGate, through } from './worker-gate.ts';
import type { WorkerGate } from './worker-gate.ts';

export interface WorkerParts {
  readonly stores: LifeStores;
  readonly provider: FarProvider;
  readonly facts: Pick<SendFacts, 'people' | 'flows' | 'inbox'>;
  readonly runner: Omit<RunnerDeps, 'store' | 'executors' | 'logger'>;
}

/** A worker process: it turns, and stands still where it is told. */
export interface LifeWorker {
  readonly isBusy: () => boolean;
  /** One turn, or the rest of the one it stands in; resolves to whether it came to its end. */
  turn(plan: { readonly operations: number; readonly answer: Answer }): Promise<boolean>;
}

/** The clock stands while a worker acts, so nobody waits here for a barrier to fall: it is put back at once. */
const settings = { ...defaultSendSettings, lanes: 1, barrierMs: 0 };

const transportThrough = (gate: WorkerGate, provider: FarProvider, answer: () => Answer): Transport => ({
  key: 'sendgrid',
  send: async ({ messageId }, beforeWrite) => {
    // A pause right before the last look, and one while the answer is on its way.
    await gate.pass(async () => {});
    if (!beforeWrite()) return { kind: 'not-sent', reason: 'past_deadline' };
    const outcome = provider.receive(messageId, answer());
    return gate.pass(async () => outcome);
  },
  close: async () => {},
});

export const createLifeWorker = ({ stores, provider, facts, runner: deps }: WorkerParts): LifeWorker => {
  const gate = createWorkerGate();
  let answer: Answer = 'accepted';
  let running: Promise<unknown> | undefined;
  const { turns, enrollments } = stores.rows;
  const store = composeEngineStore({ turns: through(turns, gate), enrollments: through(enrollments, gate) });
  const executor = createSendEmailExecutor({
    ledger: { rows: through(stores.ledger, gate), caps: through(stores.caps, gate) },
    facts: {
      people: through(facts.people, gate),
      flows: through(facts.flows, gate),
      inbox: through(facts.inbox, gate),
      enrollments: store,
      programs: deps.programs,
    },
    mail: { composer: simulatedComposer, transport: transportThrough(gate, provider, () => answer) },
    settings,
    logger: silentLogger,
  });
  const { turnOnce } = createRunner({ ...deps, store, executors: [executor], logger: silentLogger });
  const finish = (): void => {
    running = undefined;
  };
  return {
    isBusy: () => running !== undefined,
    turn: async (plan) => {
      answer = plan.answer;
      const stopped = gate.arm(plan.operations);
      running ??= turnOnce(new AbortController().signal).finally(finish);
      return Promise.race([running.then(() => true), stopped.then(() => false)]);
    },
  };
};
