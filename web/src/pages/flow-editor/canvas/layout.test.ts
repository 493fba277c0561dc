import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StepData } from '../../../../../server/flows/drafts/draft.contract.ts';
import { allSteps } from '../edit-program.ts';
import { layoutOf, stepWidth } from './layout.ts';
import type { Placed } from './layout.ts';

const wait = (id: string): StepData => ({ id, key: 'wait', args: {} });
const branch = (id: string, arms: readonly (readonly StepData[])[]): StepData => ({
  id,
  key: 'branch',
  args: {},
  arms: arms.map((arm) => [...arm]),
});

/** Programs as merchants make them and worse: up to four arms, three branches deep. */
const programs = fc
  .letrec<{ steps: unknown[] }>((tie) => ({
    steps: fc.array(
      fc.oneof({ depthSize: 'small' }, fc.nat(), fc.array(tie('steps'), { minLength: 2, maxLength: 4 })),
      {
        maxLength: 4,
      },
    ),
  }))
  .steps.map((shape) => {
    let made = 0;
    const build = (list: unknown): StepData[] =>
      Array.isArray(list)
        ? list.map((item) => {
            made += 1;
            return Array.isArray(item) ? branch(`s${made}`, item.map(build)) : wait(`s${made}`);
          })
        : [];
    return build(shape);
  });

const overlap = (a: Placed, b: Placed): boolean =>
  Math.abs(a.x - b.x) < stepWidth && a.y < b.y + b.height && b.y < a.y + a.height;

const boxOf = (boxes: readonly Placed[], id: string): Placed => {
  const box = boxes.find((each) => each.id === id);
  if (box === undefined) throw new Error(`no box ${id}`);
  return box;
};

describe('the layout of a flow', () => {
  it('is a column when nothing branches', () => {
    const { boxes, lines } = layoutOf([wait('a'), wait('b')]);

    expect(boxes.map(({ id, x }) => [id, x])).toEqual([
      ['start', 0],
      ['a', 0],
      ['b', 0],
    ]);
    expect(lines).toEqual([
      { from: 'start', to: 'a' },
      { from: 'a', to: 'b' },
    ]);
  });

  it('puts the arms of a branch side by side and goes on below the longest', () => {
    const { boxes, lines, left, right } = layoutOf([
      branch('b', [[wait('yes'), wait('more')], []]),
      wait('after'),
    ]);
    const [yes, more, after, no] = ['yes', 'more', 'after', 'b.1'].map((id) => boxOf(boxes, id));

    expect(yes?.x).toBe(more?.x);
    expect(yes?.x).toBeLessThan(0);
    expect(no?.x).toBe(-(yes?.x ?? 0));
    expect(after?.x).toBe(0);
    expect(after?.y).toBeGreaterThan((more?.y ?? 0) + (more?.height ?? 0));
    expect(lines.filter(({ to }) => to === 'b.join').map(({ from }) => from)).toEqual(['more', 'b.1']);
    expect(right - left).toBeGreaterThan(2 * stepWidth);
  });

  it('offers a place to add before, between and after, and in each arm', () => {
    const { boxes } = layoutOf([branch('b', [[wait('yes')], []])]);

    expect(boxes.map(({ id, adds }) => [id, adds])).toEqual([
      ['start', { first: 'program' }],
      ['b', undefined],
      ['b.0', { first: 'arm', branch: 'b', arm: 0 }],
      ['yes', { after: 'yes' }],
      ['b.1', { first: 'arm', branch: 'b', arm: 1 }],
      ['b.join', { after: 'b' }],
    ]);
  });

  it('never draws one box over another, and keeps the order in which the program is read', () => {
    fc.assert(
      fc.property(programs, (steps) => {
        const { boxes, left, right, height } = layoutOf(steps);
        const shown = boxes.flatMap((box) => (box.kind === 'step' ? box.step : []));
        expect(shown.map(({ id }) => id)).toEqual(allSteps(steps).map(({ id }) => id));
        const outside = boxes.filter(
          ({ x, y, height: own }) =>
            x - stepWidth / 2 < left || x + stepWidth / 2 > right || y + own > height,
        );
        const covered = boxes.filter((box, index) =>
          boxes.some((other, n) => n > index && overlap(box, other)),
        );
        expect({ outside, covered }).toEqual({ outside: [], covered: [] });
      }),
    );
  });

  it('draws every line downwards, one into each box and all arms into the place where they meet', () => {
    fc.assert(
      fc.property(programs, (steps) => {
        const { boxes, lines } = layoutOf(steps);
        const byId = new Map(boxes.map((box) => [box.id, box]));
        const footOf = (id: string): number => (byId.get(id)?.y ?? 0) + (byId.get(id)?.height ?? 0);
        const upwards = lines.filter(({ from, to }) => footOf(from) > (byId.get(to)?.y ?? -1));
        const into = Map.groupBy(lines, ({ to }) => to);
        const wrong = boxes.filter((box) => {
          const wanted = box.kind === 'join' ? box.step.arms?.length : box.kind === 'start' ? 0 : 1;
          return (into.get(box.id)?.length ?? 0) !== wanted;
        });
        expect({ upwards, wrong }).toEqual({ upwards: [], wrong: [] });
      }),
    );
  });

  it('keeps what stands above a change where it was', () => {
    const before = layoutOf([wait('a'), branch('b', [[], []])]);
    const after = layoutOf([wait('a'), branch('b', [[wait('c')], []])]);

    for (const id of ['start', 'a', 'b', 'b.0'])
      expect(boxOf(after.boxes, id)).toMatchObject({ y: boxOf(before.boxes, id).y });
  });
});
