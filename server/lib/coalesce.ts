interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** What was read for all of them tells what each is to be answered. */
type Together<Lane, Asked, Answer> = (
  lane: Lane,
  asked: readonly Asked[],
) => Promise<(asked: Asked) => Answer>;

const answerAll = async <Lane, Asked, Answer>(
  together: Together<Lane, Asked, Answer>,
  lane: Lane,
  group: readonly Waiting<Asked, Answer>[],
): Promise<void> => {
  try {
    const answer = await together(
      lane,
      group.map(({ asked }) => asked),
    );
    for (const { asked, resolve } of group) resolve(answer(asked));
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
};

/**
 * Calls of one lane made in the same turn of the event loop become one. Nothing is kept afterwards: whoever asks is told
 * what holds after they asked, as if they had asked alone.
 */
export const coalesce = <Lane, Asked, Answer>(
  together: Together<Lane, Asked, Answer>,
): ((lane: Lane, asked: Asked) => Promise<Answer>) => {
  const groups = new Map<Lane, Waiting<Asked, Answer>[]>();
  const flush = (lane: Lane): void => {
    const group = groups.get(lane) ?? [];
    groups.delete(lane);
    void answerAll(together, lane, group);
  };
  return (lane, asked) =>
    new Promise((resolve, reject) => {
      const group = groups.get(lane);
      if (group !== undefined) {
        group.push({ asked, resolve, reject });
        return;
      }
      groups.set(lane, [{ asked, resolve, reject }]);
      setImmediate(flush, lane);
    });
};
