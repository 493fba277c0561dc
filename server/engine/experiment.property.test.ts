import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { asContactId, asFlowId } from '../lib/brand.ts';
import { experimentArm, isHeldOut } from './experiment.ts';

// Many runs each; on a machine that is busy they take their time.
jest.setTimeout(120_000);

const people = 4000;
const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 });
const word = fc.string({ minLength: 1, maxLength: 12 });

const subjectsOf = (flow: string) =>
  Array.from({ length: people }, (_, n) => ({ flow: asFlowId(flow), contact: asContactId(`contact-${n}`) }));

/** Six standard deviations of a share among so many: a fair draw strays further once in a hundred million. */
const tolerance = (share: number, among: number): number => 6 * Math.sqrt((share * (1 - share)) / among);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('arms of an experiment', () => {
  it('get their share, whatever the flow, the name and the weights', () => {
    fc.assert(
      fc.property(word, word, weights, (flow, name, parts) => {
        const drawn = subjectsOf(flow).map((subject) => experimentArm(subject, name, parts));

        for (const [arm, weight] of parts.entries()) {
          const expected = weight / sum(parts);
          const found = drawn.filter((one) => one === arm).length / people;
          expect(Math.abs(found - expected)).toBeLessThan(tolerance(expected, people));
        }
      }),
      { numRuns: 8 },
    );
  });

  it('get their share among those held out and those not: the two draws know nothing of each other', () => {
    fc.assert(
      fc.property(
        word,
        word,
        weights,
        fc.double({ min: 0.2, max: 0.8, noNaN: true }),
        (...[flow, name, parts, holdout]) => {
          const subjects = subjectsOf(flow);
          const groups = [true, false].map((held) =>
            subjects.filter((one) => isHeldOut(one, holdout) === held),
          );

          for (const group of groups) {
            const expected = (parts[0] ?? 0) / sum(parts);
            const first = group.filter((one) => experimentArm(one, name, parts) === 0).length / group.length;
            expect(Math.abs(first - expected)).toBeLessThan(tolerance(expected, group.length));
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('stick: asked again, or with all weights doubled, everybody is in the same arm', () => {
    fc.assert(
      fc.property(word, word, word, weights, (...[flow, contact, name, parts]) => {
        const subject = { flow: asFlowId(flow), contact: asContactId(contact) };
        const arm = experimentArm(subject, name, parts);

        expect(experimentArm({ ...subject }, name, [...parts])).toBe(arm);
        expect(
          experimentArm(
            subject,
            name,
            parts.map((part) => part * 2),
          ),
        ).toBe(arm);
        expect(arm).toBeGreaterThanOrEqual(0);
        expect(arm).toBeLessThan(parts.length);
      }),
    );
  });
});
