/** How many mails are taken past the gate at a time: all of a sub-group, fewer where the deadline can't be met with all. */
export interface Stride {
  size(): number;
  /** The last pass was too late for everything it took. False when it took one at a time already. */
  shorten(): boolean;
  /** The last pass came in time for everything it took. */
  lengthen(): void;
}

const shrink = 4;
const grow = 2;

/** One for a worker's whole life: what a round has learned about this machine and this database the next one knows. */
export const createStride = (largest: number): Stride => {
  let size = largest;
  return {
    size: () => size,
    shorten: () => {
      if (size === 1) return false;
      size = Math.max(1, Math.ceil(size / shrink));
      return true;
    },
    lengthen: () => {
      size = Math.min(largest, size * grow);
    },
  };
};
