import { z } from 'zod';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import type { Figure, Ratio } from '../harness/report.ts';
import { startRole } from '../harness/role.ts';
import type { Role } from '../harness/role.ts';
import { interleave } from '../harness/rounds.ts';
import { say } from '../harness/say.ts';
import { median, medianRatio, rounded } from '../harness/statistics.ts';

const resultSchema = z.object({ elapsedMs: z.number(), cpuMs: z.number() });
const takenSchema = z.object({ mails: z.number(), twice: z.number() });

type Contender = 'sendgrid' | 'undici' | 'smtp' | 'nodemailer';

interface Pair {
  readonly ours: Contender;
  readonly bare: Contender;
  readonly what: string;
  readonly far: URL;
  /** Mails of one round, and how many are under way at once. */
  readonly count: number;
  readonly atOnce: number;
}

const pairs: readonly Pair[] = [
  {
    ours: 'sendgrid',
    bare: 'undici',
    what: 'SendGrid',
    far: new URL('../dispatch/provider.role.ts', import.meta.url),
    count: 2000,
    atOnce: 200,
  },
  {
    ours: 'smtp',
    bare: 'nodemailer',
    what: 'SMTP',
    far: new URL('mail-server.role.ts', import.meta.url),
    count: 600,
    atOnce: 200,
  },
];

/** The double answers at once: with a provider's own time in between both would only wait. */
const delayMs = 1;
const warmUp = 200;

interface Runs {
  readonly perSecond: number[];
  readonly cpuPerThousand: number[];
}

const noRuns = (): Runs => ({ perSecond: [], cpuPerThousand: [] });

const startSender = async (context: BenchContext, contender: Contender, url: string): Promise<Role> => {
  const role = startRole(new URL('sender.role.ts', import.meta.url));
  context.onEnd(role.stop);
  await role.call('open', { contender, url }, z.undefined());
  return role;
};

const measure = async (
  context: BenchContext,
  pair: Pair,
): Promise<Readonly<Record<'ours' | 'bare', Runs>>> => {
  const far = startRole(pair.far);
  context.onEnd(far.stop);
  const url = await far.call('start', { delayMs }, z.string());
  const rounds = context.full ? 15 : 5;
  const seen = { ours: noRuns(), bare: noRuns() };
  const contend = async (side: 'ours' | 'bare') => {
    const role = await startSender(context, pair[side], url);
    const run = (round: string, count: number) =>
      role.call('run', { round: `${side}-${round}`, count, atOnce: pair.atOnce }, resultSchema);
    await run('warm', warmUp);
    return async (round: number): Promise<void> => {
      const { elapsedMs, cpuMs } = await run(String(round), pair.count);
      seen[side].perSecond.push(pair.count / (elapsedMs / 1000));
      seen[side].cpuPerThousand.push(cpuMs / (pair.count / 1000));
    };
  };
  await interleave(rounds, [await contend('ours'), await contend('bare')]);
  const expected = 2 * (warmUp + rounds * pair.count);
  const { mails, twice } = await far.call('taken', {}, takenSchema);
  if (mails !== expected || twice > 0)
    throw new Error(`${pair.what}: ${mails} of ${expected} mails arrived, ${twice} of them twice`);
  say(`transports: ${pair.what} done`);
  return seen;
};

const figuresOf = (what: string, { perSecond, cpuPerThousand }: Runs): readonly Figure[] => [
  figure(`${what}, throughput`, median(perSecond), 'mails/s'),
  figure(`${what}, CPU per 1,000 mails`, median(cpuPerThousand), 'ms'),
];

/** Each transport against the bare client it is built on: the same finished mail, as many connections, the same far side. */
export const transports: Benchmark = async (context) => {
  const ratios: Ratio[] = [];
  const figures: Figure[] = [];
  for (const pair of pairs) {
    const { ours, bare } = await measure(context, pair);
    ratios.push({
      name: `${pair.ours}-vs-bare`,
      value: rounded(medianRatio(ours.perSecond, bare.perSecond)),
      goal: 0.9,
      better: 'higher',
    });
    figures.push(...figuresOf(pair.what, ours), ...figuresOf(`bare ${pair.bare}`, bare));
  }
  return { name: 'transports', figures, ratios };
};
