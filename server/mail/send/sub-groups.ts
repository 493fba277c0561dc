import type { EffectRequest } from '../../engine/effect.ts';

/** Mails of one round go out together: at most one per person. */
export type Round = readonly EffectRequest[];
/** Rounds go one after the other. */
export type SubGroup = readonly Round[];

/** One waits for the other: the more urgent first, then the earlier due. */
const inOrder = (a: EffectRequest, b: EffectRequest): number =>
  b.program.priority - a.program.priority ||
  (a.enrollment.dueAt?.getTime() ?? 0) - (b.enrollment.dueAt?.getTime() ?? 0);

const byPerson = (requests: readonly EffectRequest[]): readonly (readonly EffectRequest[])[] =>
  [...Map.groupBy(requests, ({ enrollment }) => `${enrollment.shop} ${enrollment.contact}`).values()].map(
    (mails) => mails.toSorted(inOrder),
  );

const roundsOf = (people: readonly (readonly EffectRequest[])[]): SubGroup => {
  const longest = Math.max(...people.map((mails) => mails.length));
  return Array.from({ length: longest }, (_, round) =>
    people.flatMap((mails) => {
      const mail = mails[round];
      return mail === undefined ? [] : [mail];
    }),
  );
};

/** Everything of one person is in one sub-group, whatever its size; else sub-groups hold `size` people. */
export const toSubGroups = (requests: readonly EffectRequest[], size: number): readonly SubGroup[] => {
  const people = byPerson(requests);
  const groups: SubGroup[] = [];
  for (let start = 0; start < people.length; start += size)
    groups.push(roundsOf(people.slice(start, start + size)));
  return groups;
};
