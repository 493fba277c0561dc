import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { EncoreError } from '../../lib/errors.ts';
import type { ProductTraits, PurchaseLine } from '../../recommendations/reorder-model.ts';
import type { LearnedOfProduct } from '../companions/companion-source.ts';
import type { LearnedProduct } from '../timing/product-timing.ts';
import type { LearnedPast } from './learn-past.ts';
import type { LearningAnswer, LearningTask } from './learning-messages.ts';

/** A past learner (`learn-past.ts`) that reckons elsewhere. One question at a time; throws what the thread died of. */
export interface ThreadLearner {
  add(lines: readonly PurchaseLine[]): Promise<void>;
  products(): Promise<readonly string[]>;
  learn(options: {
    readonly asOf: Date;
    readonly traits: ReadonlyMap<string, ProductTraits>;
  }): Promise<LearnedPast>;
  /** Ends the thread, whatever it does. */
  end(): Promise<void>;
}

const isAnswer = (message: unknown): message is LearningAnswer =>
  typeof message === 'object' && message !== null && 'kind' in message;

/** Answers in their order; what the thread died of is thrown at whoever waits for one. */
const openThread = () => {
  const worker = new Worker(new URL('learning-thread.ts', import.meta.url), { env: {}, execArgv: [] });
  worker.unref();
  const messages = on(worker, 'message', { close: ['exit'] });
  return {
    ask: (task: LearningTask): void => worker.postMessage(task),
    answer: async (): Promise<LearningAnswer> => {
      const { value, done } = await messages.next();
      const message: unknown = done === true ? undefined : value[0];
      if (!isAnswer(message)) throw new EncoreError('interrupted');
      return message;
    },
    end: async () => void (await worker.terminate()),
  };
};

type Said<Kind extends LearningAnswer['kind']> = Extract<LearningAnswer, { readonly kind: Kind }>;

const isKind = <Kind extends LearningAnswer['kind']>(said: LearningAnswer, kind: Kind): said is Said<Kind> =>
  said.kind === kind;

type Answer = () => Promise<LearningAnswer>;

const take = async <Kind extends LearningAnswer['kind']>(answer: Answer, kind: Kind): Promise<Said<Kind>> => {
  const said = await answer();
  if (!isKind(said, kind)) throw new EncoreError('internal_error', { message: `${kind}: ${said.kind}` });
  return said;
};

const collect = async (answer: Answer): Promise<LearnedPast> => {
  const products: LearnedProduct[] = [];
  const companionsOf = new Map<string, LearnedOfProduct>();
  for (;;) {
    const said = await answer();
    if (said.kind === 'shop') return { shop: said.shop, products, companionsOf };
    if (said.kind !== 'part') throw new EncoreError('internal_error');
    products.push(...said.products);
    for (const [product, learned] of said.companionsOf) companionsOf.set(product, learned);
  }
};

export const openThreadLearner = (): ThreadLearner => {
  const { ask, answer, end } = openThread();
  return {
    add: async (lines) => {
      ask({ kind: 'lines', lines });
      await take(answer, 'taken');
    },
    products: async () => {
      ask({ kind: 'products' });
      return (await take(answer, 'products')).ids;
    },
    learn: ({ asOf, traits }) => {
      ask({ kind: 'learn', asOf, traits });
      return collect(answer);
    },
    end,
  };
};
