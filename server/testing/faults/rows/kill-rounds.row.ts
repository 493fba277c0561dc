import { missedOf, namedPoints } from '../points/named-points.ts';
import type { NamedPoint } from '../points/named-points.ts';
import type { FaultRow, RowContext } from '../report/fault-row.ts';
import { killRound } from '../rounds/kill-round.ts';
import type { RoundResult } from '../rounds/kill-round.ts';
import { openFaultWorld } from '../world/fault-world.ts';

const workers = 2;
/** A point that a round missed is tried again at the end, so often. */
const secondTries = 3;

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** Each named point once, in an order of chance, then moments of chance. */
const planOf = ({ random, rounds }: RowContext): readonly (NamedPoint | null)[] => {
  const shuffled = namedPoints
    .map((point) => ({ point, place: random.next() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ point }) => point);
  return Array.from({ length: rounds }, (_, round) => shuffled[round] ?? null);
};

const summary = (results: readonly RoundResult[], hit: number): string => {
  const times = results.map(({ tookMs }) => tookMs);
  const unknown = results.map((result) => result.unknown);
  return [
    `${results.length} rounds`,
    `${hit} of ${namedPoints.length} named points hit`,
    `${results.filter(({ point }) => point.endsWith('at random')).length} at random`,
    `median ${seconds(quantile(times, 0.5))} s, longest ${seconds(quantile(times, 1))} s`,
    `unknown ${unknown.reduce((sum, count) => sum + count, 0)}, at most ${quantile(unknown, 1)} a round`,
  ].join(', ');
};

export const killRounds: FaultRow = {
  number: 1,
  fault: 'worker or web killed (-9) at every named point and at random',
  run: async (context) => {
    const world = await openFaultWorld({ workers });
    const results: RoundResult[] = [];
    const plan = [...planOf(context)];
    const again = new Map<NamedPoint, number>();
    try {
      for (let point = plan.shift(); point !== undefined; point = plan.shift()) {
        const result = await killRound(world, { point, random: context.random });
        results.push(result);
        if (context.isStopping()) break;
        const missed = result.wasHit ? '' : ' (missed)';
        const took = seconds(result.tookMs);
        context.say(
          `round ${results.length}: ${result.point}${missed}, ${took} s ${result.violations.join('; ')}`,
        );
        if (point === null || result.wasHit || (again.get(point) ?? 0) >= secondTries) continue;
        again.set(point, (again.get(point) ?? 0) + 1);
        plan.push(point);
      }
    } finally {
      await world.close();
    }
    const isWhole = context.rounds >= namedPoints.length && !context.isStopping();
    const missed = isWhole ? missedOf(world.traps.hit) : [];
    return {
      violations: [
        ...results.flatMap(({ point, violations }) => violations.map((one) => `at ${point}: ${one}`)),
        ...missed.map((name) => `${name} was never hit`),
      ],
      seen: summary(results, namedPoints.length - missedOf(world.traps.hit).length),
    };
  },
};
