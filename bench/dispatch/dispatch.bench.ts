import { z } from 'zod';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { startRole } from '../harness/role.ts';
import type { Role } from '../harness/role.ts';
import { interleave } from '../harness/rounds.ts';
import { say } from '../harness/say.ts';
import { median, medianRatio, rounded } from '../harness/statistics.ts';
import { runResultSchema } from './run-role.ts';
import type { RunResult } from './run-role.ts';
import { seedDue } from './seed.ts';
import { openDispatchWorld } from './world.ts';

const delayMs = 20;
const takenSchema = z.object({ mails: z.number(), twice: z.number(), bytes: z.number() });

const perSecondOf = ({ sent, elapsedMs }: RunResult): number => (sent / elapsedMs) * 1000;

interface Contender {
  readonly name: string;
  readonly role: Role;
  readonly results: RunResult[];
  readonly mailBytes: number[];
}

interface Stage {
  readonly context: BenchContext;
  readonly provider: Role;
}

interface Run {
  readonly database: string;
  readonly due: number;
  readonly counted: boolean;
  /** How long it may take; absent, as long as it likes. */
  readonly windowMs?: number | undefined;
}

/** A machine that is busy with other things takes its time. */
const patienceMs = 900_000;

const startContender = (context: BenchContext, name: string, module: URL): Contender => {
  const role = startRole(module);
  context.onEnd(role.stop);
  return { name, role, results: [], mailBytes: [] };
};

/** One contender empties its part of a database; every mail it sent must have reached the provider exactly once. */
const runOnce = async ({ context, provider }: Stage, contender: Contender, run: Run): Promise<RunResult> => {
  const providerUrl = await provider.call('start', { delayMs }, z.string());
  const uri = context.mongod.uri(run.database);
  const result = await contender.role.call(
    'run',
    { uri, providerUrl, due: run.due, counted: run.counted, windowMs: run.windowMs ?? patienceMs },
    runResultSchema,
  );
  const taken = await provider.call('taken', {}, takenSchema);
  const isShort = run.windowMs === undefined && taken.mails !== run.due;
  if (isShort || taken.twice > 0)
    throw new Error(`${contender.name}: ${taken.mails} of ${run.due} mails, ${taken.twice} of them twice`);
  if (taken.mails > 0) contender.mailBytes.push(taken.bytes / taken.mails);
  say(`dispatch: ${contender.name} ${Math.round(perSecondOf(result))}/s, ${result.sent} of ${run.due}`);
  return result;
};

const seed = async ({ mongod }: BenchContext, database: string, due: number): Promise<void> => {
  const world = await openDispatchWorld(mongod.uri(database), { providerUrl: 'http://127.0.0.1/' });
  await seedDue(world, due);
  await world.close();
};

const perSecond = (results: readonly RunResult[]): readonly number[] => results.map(perSecondOf);

/** Of one that had sent nothing when its time was over: less than one mail in all of it. */
const atMostPerSecond = (result: RunResult): number =>
  perSecondOf({ ...result, sent: Math.max(1, result.sent) });

const perThousand = ({ cpuMs, sent }: RunResult): number => (cpuMs / Math.max(1, sent)) * 1000;

const figuresOf = ({ name, results, mailBytes }: Contender) => [
  figure(`${name}, throughput`, median(perSecond(results)), 'mails/s'),
  figure(`${name}, time to first send`, median(results.map(({ firstSendMs }) => firstSendMs)), 'ms'),
  figure(`${name}, CPU per 1,000 mails`, median(results.map(perThousand)), 'ms'),
  figure(`${name}, peak RSS`, Math.max(...results.map(({ peakRssMb }) => peakRssMb)), 'MB'),
  figure(`${name}, bytes of a mail`, median(mailBytes), 'bytes'),
];

interface Measured {
  readonly due: number;
  readonly rounds: number;
  readonly contenders: readonly Contender[];
}

const measure = async (stage: Stage, { due, rounds, contenders }: Measured): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) await seed(stage.context, `dispatch-${due}-${round}`, due);
  await interleave(
    rounds,
    contenders.map((contender) => async (round) => {
      const run = { database: `dispatch-${due}-${round}`, due, counted: false };
      contender.results.push(await runOnce(stage, contender, run));
    }),
  );
};

/** Warms every contender up and counts its commands, which costs time and is not timed. */
const countCommands = async (stage: Stage, contenders: readonly Contender[], due: number) => {
  await seed(stage.context, 'dispatch-counted', due);
  const figures = [];
  for (const contender of contenders) {
    const { commands } = await runOnce(stage, contender, {
      database: 'dispatch-counted',
      due,
      counted: true,
    });
    figures.push(figure(`${contender.name}, commands per 1,000 mails`, (commands / due) * 1000, 'commands'));
  }
  return figures;
};

/**
 * Agenda gets as long as there is: what it locks it reads again with every lock, so a large backlog may not drain in any
 * time a benchmark has. Then its name says over which time its rate was taken, from its start like everybody's.
 */
const measureAgenda = async (
  stage: Stage,
  agenda: Contender,
  { due, windowMs }: { readonly due: number; readonly windowMs: number },
): Promise<Contender> => {
  const database = `dispatch-${due}-agenda`;
  await seed(stage.context, database, due);
  const result = await runOnce(stage, agenda, { database, due, counted: false, windowMs });
  const name = result.sent >= due ? agenda.name : `Agenda in its first ${windowMs / 1000} s`;
  return { ...agenda, name, mailBytes: agenda.mailBytes.slice(-1), results: [result] };
};

/** From due to accepted by a provider that takes 20 ms, with everything a mail passes on the way. */
export const dispatch: Benchmark = async (context) => {
  const provider = startRole(new URL('./provider.role.ts', import.meta.url));
  context.onEnd(provider.stop);
  const stage = { context, provider };
  const encore = startContender(context, 'Encore', new URL('./encore.role.ts', import.meta.url));
  const bare = startContender(context, 'bare loop', new URL('./bare-loop.role.ts', import.meta.url));
  const perMail = startContender(context, 'Agenda', new URL('./agenda.role.ts', import.meta.url));
  const due = context.full ? 20_000 : 5000;
  const commands = await countCommands(stage, [encore, bare, perMail], 1000);
  // The backlog is what a full run is about, and filling one takes longer than emptying it.
  await measure(stage, { due, rounds: context.full ? 1 : 3, contenders: [encore, bare] });
  const agenda = await measureAgenda(stage, perMail, { due, windowMs: context.full ? 600_000 : 60_000 });
  const ours = perSecond(encore.results);
  return {
    name: 'dispatch',
    figures: [figure('due', due, 'mails'), ...[encore, bare, agenda].flatMap(figuresOf), ...commands],
    ratios: [
      {
        name: 'vs-bare-loop',
        value: rounded(medianRatio(ours, perSecond(bare.results))),
        goal: 0.5,
        better: 'higher',
      },
      {
        name: 'vs-agenda-per-mail',
        value: rounded(median(ours) / median(agenda.results.map(atMostPerSecond))),
        goal: 10,
        better: 'higher',
      },
    ],
  };
};
