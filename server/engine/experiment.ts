import type { ContactId, FlowId } from '../lib/brand.ts';
import { bucketOf } from '../lib/digest.ts';

const grain = 10_000;

export interface Subject {
  readonly flow: FlowId;
  readonly contact: ContactId;
}

/** In [0, 1): the same for the same words, contact and flow, whenever and wherever it is asked. */
const share = (purpose: string, { flow, contact }: Subject): number =>
  bucketOf(`${purpose}:${flow}:${contact}`, grain) / grain;

export const isHeldOut = (subject: Subject, holdout: number): boolean => share('holdout', subject) < holdout;

/** Weights need not add up to anything in particular; the experiment's name keeps its draw apart from the holdout's. */
export const experimentArm = (subject: Subject, name: string, weights: readonly number[]): number => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = share(`experiment:${name}`, subject) * total;
  const arm = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return arm === -1 ? weights.length - 1 : arm;
};
