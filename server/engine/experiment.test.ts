import { describe, expect, it } from '@jest/globals';
import { asContactId, asFlowId } from '../lib/brand.ts';
import { experimentArm, isHeldOut } from './experiment.ts';

const flow = asFlowId('flow-1');
const subjects = Array.from({ length: 4_000 }, (_, n) => ({ flow, contact: asContactId(`contact-${n}`) }));

const share = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length;

describe('holdout', () => {
  it('holds out nobody at zero and about its share otherwise', () => {
    expect(share(subjects.map((subject) => isHeldOut(subject, 0)))).toBe(0);
    expect(share(subjects.map((subject) => isHeldOut(subject, 0.1)))).toBeCloseTo(0.1, 1);
  });

  it('keeps everybody held out when the share grows', () => {
    const before = subjects.filter((subject) => isHeldOut(subject, 0.1));

    expect(before.every((subject) => isHeldOut(subject, 0.2))).toBe(true);
  });
});

describe('experiments', () => {
  const arms = subjects.map((subject) => experimentArm(subject, 'subject-line', [1, 3]));

  it('draws the arms by their weights, the same whenever asked', () => {
    expect(share(arms.map((arm) => arm === 0))).toBeCloseTo(0.25, 1);
    expect(arms).toEqual(subjects.map((subject) => experimentArm(subject, 'subject-line', [1, 3])));
  });

  it('draws apart from another experiment and from the holdout', () => {
    const ofHeldOut = subjects.flatMap((subject, n) => (isHeldOut(subject, 0.25) ? [arms[n] === 0] : []));
    const other = subjects.map((subject) => experimentArm(subject, 'other', [1, 3]));

    expect(share(ofHeldOut)).toBeCloseTo(0.25, 1);
    expect(other).not.toEqual(arms);
  });
});
