import type { StepData } from '../../../../../server/flows/drafts/draft.contract.ts';
import type { Spot } from '../edit-program.ts';

/** All lengths are pixels. */
export const stepWidth = 264;
const stepHeight = 56;
const startHeight = 48;
const armHeight = 28;
/** Between what is above and what is below, with the "+" on the line between them. */
const gap = 52;
/** Between two arms side by side. */
const aisle = 32;
const plusHeight = 28;

interface Box {
  readonly id: string;
  /** The middle of its top edge; the program's own column stands at 0. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export type Placed = Box &
  (
    | { readonly kind: 'start'; readonly adds: Spot }
    | { readonly kind: 'step'; readonly step: StepData; readonly adds: Spot | undefined }
    | { readonly kind: 'arm'; readonly step: StepData; readonly arm: number; readonly adds: Spot }
    | { readonly kind: 'join'; readonly step: StepData; readonly adds: Spot }
  );

export interface Line {
  readonly from: string;
  readonly to: string;
}

/** Boxes in the order in which the program is read. */
export interface Layout {
  readonly boxes: readonly Placed[];
  readonly lines: readonly Line[];
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

type Steps = readonly StepData[];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const widthOfStep = ({ arms = [] }: StepData): number =>
  Math.max(stepWidth, sum(arms.map(widthOf)) + aisle * Math.max(0, arms.length - 1));

/** A column is as wide as its widest step, and a branch as all its arms. */
const widthOf = (steps: Steps): number => Math.max(stepWidth, ...steps.map(widthOfStep));

interface Column {
  readonly x: number;
  readonly y: number;
  /** What its first box hangs from. */
  readonly from: string;
}

interface Reached {
  readonly y: number;
  readonly from: string;
}

interface Sheet {
  readonly boxes: Placed[];
  readonly lines: Line[];
}

const put = (sheet: Sheet, box: Placed, from: string): Reached => {
  sheet.boxes.push(box);
  sheet.lines.push({ from, to: box.id });
  return { y: box.y + box.height + gap, from: box.id };
};

/** Its arms side by side, and the place where they come together again. */
const putBranch = (sheet: Sheet, step: StepData, { x, y, from }: Column): Reached => {
  const { arms = [] } = step;
  const under = put(
    sheet,
    { kind: 'step', id: step.id, step, adds: undefined, x, y, height: stepHeight },
    from,
  );
  const ends: Reached[] = [];
  let left = x - (sum(arms.map(widthOf)) + aisle * (arms.length - 1)) / 2;
  for (const [arm, steps] of arms.entries()) {
    const middle = left + widthOf(steps) / 2;
    left += widthOf(steps) + aisle;
    const adds = { first: 'arm', branch: step.id, arm } as const;
    const head = {
      kind: 'arm',
      id: `${step.id}.${arm}`,
      step,
      arm,
      adds,
      x: middle,
      height: armHeight,
    } as const;
    const begun = put(sheet, { ...head, y: under.y - gap / 2 }, step.id);
    ends.push(putSteps(sheet, steps, { x: middle, ...begun }));
  }
  const id = `${step.id}.join`;
  const deepest = Math.max(under.y, ...ends.map((end) => end.y));
  sheet.boxes.push({ kind: 'join', id, step, adds: { after: step.id }, x, y: deepest, height: plusHeight });
  for (const end of ends) sheet.lines.push({ from: end.from, to: id });
  return { y: deepest + plusHeight + gap / 2, from: id };
};

const putSteps = (sheet: Sheet, steps: Steps, { x, ...start }: Column): Reached => {
  let at: Reached = start;
  for (const step of steps) {
    const column = { x, ...at };
    if (step.arms === undefined)
      at = put(
        sheet,
        { kind: 'step', id: step.id, step, adds: { after: step.id }, x, y: at.y, height: stepHeight },
        at.from,
      );
    else at = putBranch(sheet, step, column);
  }
  return at;
};

/** Where everything stands, by nothing but how the program nests: no position is ever stored. */
export const layoutOf = (steps: Steps): Layout => {
  const sheet: Sheet = { boxes: [], lines: [] };
  const start = {
    kind: 'start',
    id: 'start',
    adds: { first: 'program' },
    x: 0,
    y: 0,
    height: startHeight,
  } as const;
  sheet.boxes.push(start);
  const end = putSteps(sheet, steps, { x: 0, y: startHeight + gap, from: start.id });
  const half = widthOf(steps) / 2;
  return { ...sheet, left: -half, right: half, height: end.y };
};

/** Under the last "+". */
const foot = 48;

export const canvasHeight = ({ height }: Layout): number => height + foot;
