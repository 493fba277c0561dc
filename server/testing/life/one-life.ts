import type { Life, TurnPlan } from './life.ts';
import { composeEngineStore } from '../../engine/compose-engine-store.ts';
import { createFlowPort } from '../../flows/brief.ts';
import { createFactPort } from '../../flows/facts.ts';
import type { Clock } from '../../lib/clock.ts';
import { applyProviderEvents } from '../../mail/events/apply-provider-events.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import { defaultSendSettings } from '../../mail/send/send-settings.ts';
import type { SendFacts } from '../../mail/send/send-ports.ts';
import { sweepMail } from '../../mail/sweep/mail-sweep.ts';
import { ada, aProduct, minute, shopId } from '../flows/builders.ts';
import { createFlowBench } from '../flows/flow-bench.ts';
import type { FlowBench } from '../flows/flow-bench.ts';
import { aConsent } from '../flows/memory-shop.ts';
import { createFarProvider } from './far-provider.ts';
import { createLifeFlow } from './life-flow.ts';
import { createLifeHearing } from './life-hearing.ts';
import { createLifeIntake } from './life-intake.ts';
import { lifeId, mailIds } from './life-stores.ts';
import type { LifeStores } from './life-stores.ts';
import { createLifeWorker } from './life-worker.ts';
import type { LifeWorker } from './life-worker.ts';

const peopleOf = ({ memory }: FlowBench): SendFacts['people'] => ({
  shops: async () => new Map([[shopId, memory.shop]]),
  recipients: async (_shop, ids) =>
    new Map(
      ids.map((contact) => [
        contact,
        {
          contact,
          address: 'ada@example.com',
          redacted: false,
          consent: memory.consents.get(contact)?.state ?? 'none',
        },
      ]),
    ),
});

const createBench = (): FlowBench => {
  const bench = createFlowBench();
  bench.memory.consents.set(ada, aConsent(shopId, 'subscribed', minute(-100)));
  bench.memory.products.set('soap', aProduct('soap'));
  return bench;
};

const createCrew = (
  makeWorker: () => LifeWorker,
  { stores, provider }: Pick<Life, 'stores' | 'provider'>,
) => {
  const workers: [LifeWorker, LifeWorker] = [makeWorker(), makeWorker()];
  const bury = async (which: 0 | 1): Promise<void> => {
    workers[which] = makeWorker();
    // Whose they are can't be told apart here. What is on the wire may have been taken, given up by a sweep or not.
    for (const [id, { status }] of await stores.ledger.read(mailIds))
      if (status === 'sending' || status === 'unknown') provider.doubtful.add(id);
  };
  return {
    isBusy: () => workers.some((worker) => worker.isBusy()),
    /** Resolves to what came of it. */
    turn: async (which: 0 | 1, { stop, answer }: TurnPlan): Promise<'over' | 'pause' | 'die'> => {
      const isOver = await workers[which].turn({ operations: stop?.after ?? Infinity, answer });
      if (isOver || stop === undefined) return 'over';
      if (stop.how === 'die') await bury(which);
      return stop.how;
    },
  };
};

type Tools = Pick<Life, 'bench' | 'stores' | 'store' | 'flow' | 'intake' | 'provider'>;

const createUpkeep = ({ bench, stores, store, flow, intake, provider }: Tools) => ({
  wait: async (ms: number): Promise<void> => {
    bench.clock.advance(ms);
    await stores.pass(ms);
    await intake.answer(bench.clock.now().getTime());
  },
  sweep: async (): Promise<void> => {
    await store.sweep();
    await sweepMail({
      ledger: { rows: stores.ledger, sweep: stores.sweep, caps: stores.caps },
      enrollments: store,
      programs: flow.runtime.programs,
      transport: {},
      clock: bench.clock,
      settings: defaultSendSettings,
    });
  },
  providerEvent: async (mail: 0 | 1): Promise<void> => {
    const message = mailIds[mail];
    if (message === undefined || !provider.taken.has(message)) return;
    const event = messageEvent({ shop: shopId, message, type: 'delivered', at: bench.clock.now() });
    const nothing = async (): Promise<void> => {};
    await applyProviderEvents(
      {
        events: { record: nothing, bouncedInARow: async () => 0 },
        messages: stores.messages,
        suppressions: { add: nothing },
        enrollments: store,
        clock: bench.clock,
      },
      [{ event }],
    );
  },
  moveToNewest: async (): Promise<void> => {
    const [found] = await store.findMany([lifeId]);
    if (found?.dueAt === undefined) return;
    const { id, turn, rev, dueAt } = found;
    await store.repin([{ id, turn, rev, dueAt, version: flow.version }]);
  },
});

/** @param open the stores, by the clock of this life */
export const createLife = async (open: (clock: Clock) => Promise<LifeStores>): Promise<Life> => {
  const bench = createBench();
  const stores = await open(bench.clock);
  const store = composeEngineStore(stores.rows);
  const flow = createLifeFlow(bench);
  const intake = createLifeIntake(stores);
  const provider = createFarProvider(() => intake.isAnswered());
  const tools: Tools = { bench, stores, store, flow, intake, provider };
  const { facts } = bench.memory;
  const makeWorker = (): LifeWorker =>
    createLifeWorker({
      stores,
      provider,
      facts: {
        people: peopleOf(bench),
        flows: createFlowPort({ facts, runtime: flow.runtime }),
        inbox: { heldShops: async () => new Set(intake.isHeld() ? [shopId] : []) },
      },
      runner: {
        facts: createFactPort(facts, bench.clock),
        programs: flow.runtime.programs,
        steps: flow.runtime.steps,
        decisions: bench.deps.decisions,
        clock: bench.clock,
      },
    });
  const crew = createCrew(makeWorker, tools);
  const upkeep = createUpkeep(tools);
  const life: Life = {
    ...tools,
    ...upkeep,
    ...createLifeHearing(tools),
    deaths: 0,
    pauses: 0,
    awaitsSweep: false,
    sweep: async () => {
      await upkeep.sweep();
      life.awaitsSweep = false;
    },
    enrollment: async () => (await store.findMany([lifeId]))[0],
    isBusy: crew.isBusy,
    turn: async (which, plan) => {
      const end = await crew.turn(which, plan);
      if (end === 'die') life.deaths += 1;
      life.awaitsSweep ||= end === 'die';
      if (end === 'pause') life.pauses += 1;
      await intake.answer(bench.clock.now().getTime());
    },
  };
  return life;
};
