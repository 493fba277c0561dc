export type Contender = (round: number) => Promise<void>;

/** Each round everybody once, in turns first: noise that comes and goes meets all alike. */
export const interleave = async (rounds: number, contenders: readonly Contender[]): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const contend of order) await contend(round);
  }
};
