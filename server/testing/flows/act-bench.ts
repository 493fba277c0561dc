import type { Enrollment } from '../../engine/enrollment.ts';
import type { NewEnrollment } from '../../engine/engine-store.ts';
import { createMemoryEngineStore } from '../../engine/memory-engine-store.ts';
import { parseProgram } from '../../engine/program-schema.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import { createStepRegistry } from '../../engine/step.ts';
import { actStep } from '../../engine/steps/act.step.ts';
import { branchStep } from '../../engine/steps/branch.step.ts';
import { exitStep } from '../../engine/steps/exit.step.ts';
import { waitStep } from '../../engine/steps/wait.step.ts';
import { createActExecutors } from '../../flows/acts/create-act-executors.ts';
import { createEffectsRepository } from '../../flows/acts/effects.repository.ts';
import type { EffectsRepository } from '../../flows/acts/effects.repository.ts';
import type { Workflows } from '../../flows/acts/start-workflow.ts';
import type { CustomerTags } from '../../flows/acts/tag-contact.ts';
import { createFactPort } from '../../flows/facts.ts';
import type { FlowStatus } from '../../flows/flow.ts';
import { createShopFacts } from '../../flows/shop-facts-from.ts';
import type { ContactId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { GuardedPost, OutgoingPost, PostAnswer } from '../../lib/outgoing/guarded-post.ts';
import { createContactProperties } from '../../shop/contact-properties.repository.ts';
import type { ContactProperties } from '../../shop/contact-properties.repository.ts';
import { anEntry, noon } from '../engine/enrollments.ts';
import { aProgram } from '../engine/programs.ts';
import { createRunnerBench } from '../engine/runner-bench.ts';
import type { RunnerBench } from '../engine/runner-bench.ts';
import type { ShopDatabase } from '../shop/shop-database.ts';

const actSteps = createStepRegistry([waitStep, branchStep, exitStep, actStep]);

/** A runner whose acts go to a far side that a test holds in its hands. */
export interface ActBench extends RunnerBench {
  readonly effects: EffectsRepository;
  readonly properties: ContactProperties;
  readonly posts: OutgoingPost[];
  readonly tagged: (readonly [string, string])[];
  /** How the far side answers from now on. */
  answer: (post: OutgoingPost) => Promise<PostAnswer>;
  tagAnswer: () => Promise<'done' | 'refused'>;
  readonly started: Parameters<Workflows['start']>[1][];
  workflowAnswer: () => ReturnType<Workflows['start']>;
  status: FlowStatus;
  enroll(contact: ContactId, changes?: Partial<NewEnrollment>): Promise<Enrollment>;
}

const flowsOf = (status: () => FlowStatus) => ({
  find: async (
    ...[shop, id]: Parameters<Parameters<typeof createActExecutors>[0]['deps']['flows']['find']>
  ) => {
    const flow = {
      shop,
      id,
      kind: 'test',
      title: 'Test',
      version: 1,
      rev: 0,
      createdAt: noon,
      updatedAt: noon,
    };
    return { ...flow, status: status() };
  },
});

const programOf = (steps: readonly Step[]): FlowProgram => parseProgram(aProgram(steps), actSteps);

export const createActBench = (
  { connection, repositories }: ShopDatabase,
  steps: readonly Step[],
): ActBench => {
  const clock = createManualClock(noon);
  const program = programOf(steps);
  const effects = createEffectsRepository(connection);
  const properties = createContactProperties(connection);
  const facts = createShopFacts(repositories);
  const post: GuardedPost = (one) => {
    bench.posts.push(one);
    return bench.answer(one);
  };
  const tags: CustomerTags = {
    add: async (_shop, customerId, tag) => {
      bench.tagged.push([customerId, tag]);
      return bench.tagAnswer();
    },
  };
  const workflows: Workflows = {
    start: async (_shop, asked) => {
      bench.started.push(asked);
      return bench.workflowAnswer();
    },
  };
  const store = createMemoryEngineStore();
  const runner = createRunnerBench(program, {
    clock,
    store,
    steps: actSteps,
    facts: createFactPort(facts, clock),
    executors: createActExecutors({
      deps: {
        effects,
        enrollments: store,
        flows: flowsOf(() => bench.status),
        logger: silentLogger,
      },
      contacts: facts.contacts,
      properties,
      tags,
      workflows,
      calls: { post, secretOf: (shop) => `secret of ${shop}` },
    }),
  });
  const bench: ActBench = {
    ...runner,
    clock,
    effects,
    properties,
    posts: [],
    tagged: [],
    started: [],
    workflowAnswer: async () => 'done',
    answer: async () => ({ kind: 'answered', status: 200 }),
    tagAnswer: async () => 'done',
    status: 'live',
    enroll: async (contact, changes) => {
      const step = program.steps[0]?.id ?? '';
      return (await store.enroll(anEntry({ contact, step, ...changes }))).enrollment;
    },
  };
  return bench;
};
