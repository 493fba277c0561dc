import type { Connection, mongo } from 'mongoose';
import { z } from 'zod';
import { parseDecision } from '../../engine/decision.model.ts';
import { jobCatalog } from '../../lib/job-catalog.ts';
import type { JobName } from '../../lib/job-catalog.ts';
import { indexSignature } from './index-signature.ts';

export interface ServerFacts {
  readonly version: string;
  /** Undefined for a server by itself; `sharded` behind a router. */
  readonly replicaSet: string | undefined;
  /** The database's clock. */
  readonly now: Date;
}

export interface JobFacts {
  readonly name: string;
  readonly nextRunAt: Date | undefined;
  readonly lastFinishedAt: Date | undefined;
  readonly failCount: number;
  /** Failed, and has not succeeded since. */
  readonly failing: boolean;
  readonly readable: boolean;
}

/** What only the doctor asks; changes nothing. */
export interface DatabaseFacts {
  server(): Promise<ServerFacts>;
  /** By collection, without the one on `_id`; collections that have no other are left out. */
  indexes(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Names of questions asked all day that read more than they return. */
  scans(now: Date): Promise<readonly string[]>;
  jobs(): Promise<readonly JobFacts[]>;
  /** Of the newest decisions: how many were looked at, and how many match no schema. */
  decisions(limit: number): Promise<{ readonly seen: number; readonly unreadable: number }>;
}

const hello = z.looseObject({ setName: z.string().optional(), msg: z.string().optional() });
const build = z.looseObject({ version: z.string() });

const jobSchema = z.looseObject({
  name: z.string(),
  nextRunAt: z.date().nullish(),
  lastFinishedAt: z.date().nullish(),
  failedAt: z.date().nullish(),
  failCount: z.number().nullish(),
  data: z.unknown(),
});

const isJobName = (name: string): name is JobName => Object.hasOwn(jobCatalog, name);

const toJob = (document: unknown): JobFacts => {
  const job = jobSchema.parse(document);
  // Each worker has its own documents of its loops.
  const [catalogued = ''] = job.name.split(':');
  const { failedAt, lastFinishedAt } = job;
  return {
    name: job.name,
    nextRunAt: job.nextRunAt ?? undefined,
    lastFinishedAt: lastFinishedAt ?? undefined,
    failCount: job.failCount ?? 0,
    failing: failedAt instanceof Date && (lastFinishedAt ?? failedAt).getTime() <= failedAt.getTime(),
    readable: isJobName(catalogued) && jobCatalog[catalogued].safeParse(job.data ?? {}).success,
  };
};

const readServer = async (database: mongo.Db): Promise<ServerFacts> => {
  const [said, info, rows] = await Promise.all([
    database.command({ hello: 1 }),
    database.command({ buildInfo: 1 }),
    database.aggregate<{ now: Date }>([{ $documents: [{}] }, { $project: { now: '$$NOW' } }]).toArray(),
  ]);
  const { setName, msg } = hello.parse(said);
  return {
    version: build.parse(info).version,
    replicaSet: setName ?? (msg === 'isdbgrid' ? 'sharded' : undefined),
    now: rows[0]?.now ?? new Date(0),
  };
};

const readIndexes = async (database: mongo.Db): Promise<ReadonlyMap<string, readonly string[]>> => {
  const names = (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  const found = await Promise.all(
    names
      .filter((name) => !name.startsWith('system.'))
      .map(async (name) => {
        const indexes = await database.collection(name).indexes();
        return [
          name,
          indexes
            .filter((index) => index.name !== '_id_')
            .map(indexSignature)
            .toSorted(),
        ] as const;
      }),
  );
  const indexed = found.filter(([, indexes]) => indexes.length > 0);
  return new Map(indexed.toSorted(([left], [right]) => left.localeCompare(right)));
};

/** The questions of turns.md that must cost the same with ten thousand rows or ten million. */
const questions = (database: mongo.Db, now: Date): readonly (readonly [string, mongo.FindCursor])[] => [
  ['due turns', database.collection('turns').find({ dueAt: { $lte: now } })],
  [
    'due enrollments',
    database
      .collection('enrollments')
      .find({ turn: { $in: ['one', 'two'] }, dueAt: { $lte: now } })
      .sort({ dueAt: 1 })
      .limit(500),
  ],
  [
    "a contact's waiting enrollments",
    database.collection('enrollments').find({ contact: 'one', state: 'waiting' }),
  ],
  [
    'stored deliveries',
    database.collection('inbox').find({ state: 'stored' }).sort({ priority: 1, receivedAt: 1 }).limit(100),
  ],
  ['the barrier', database.collection('inbox').find({ shop: 'one', holds: true })],
  ['mails on their way', database.collection('messages').find({ shop: 'one', status: 'sending' })],
];

const readScans = async (database: mongo.Db, now: Date): Promise<readonly string[]> => {
  const plans = await Promise.all(
    questions(database, now).map(async ([name, cursor]) => {
      const plan: unknown = await cursor.explain('queryPlanner');
      return /"stage":"(?:COLLSCAN|SORT)"/.test(JSON.stringify(plan)) ? [name] : [];
    }),
  );
  return plans.flat();
};

export const createDatabaseFacts = (connection: Connection): DatabaseFacts => {
  const database = connection.getClient().db(connection.name);
  return {
    server: () => readServer(database),
    indexes: () => readIndexes(database),
    scans: (now) => readScans(database, now),
    jobs: async () => (await database.collection('agendaJobs').find().limit(2000).toArray()).map(toJob),
    decisions: async (limit) => {
      const rows = await database.collection('decisions').find().sort({ lastAt: -1 }).limit(limit).toArray();
      const isReadable = (row: unknown): boolean => {
        try {
          return parseDecision(row).count > 0;
        } catch {
          return false;
        }
      };
      return { seen: rows.length, unreadable: rows.filter((row) => !isReadable(row)).length };
    },
  };
};
