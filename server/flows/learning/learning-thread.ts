import { parentPort } from 'node:worker_threads';
import { createPastLearner } from './learn-past.ts';
import type { LearnedPast } from './learn-past.ts';
import type { LearningAnswer, LearningTask } from './learning-messages.ts';

/** The thread in which one shop's past is learned: seconds of reckoning that no mail has to wait for. */
const learner = createPastLearner();
const partSize = 100;

const say = (answer: LearningAnswer): void => parentPort?.postMessage(answer);

const tell = ({ shop, products, companionsOf }: LearnedPast): void => {
  const lists = [...companionsOf];
  for (let from = 0; from < Math.max(products.length, lists.length); from += partSize) {
    const to = from + partSize;
    say({ kind: 'part', products: products.slice(from, to), companionsOf: lists.slice(from, to) });
  }
  say({ kind: 'shop', shop });
};

const perform = (task: LearningTask): void => {
  if (task.kind === 'learn') {
    const { asOf, traits } = task;
    tell(learner.learn({ asOf, traitsOf: (id) => traits.get(id) }));
    return;
  }
  if (task.kind === 'products') {
    say({ kind: 'products', ids: learner.products() });
    return;
  }
  learner.add(task.lines);
  say({ kind: 'taken' });
};

parentPort?.on('message', perform);
