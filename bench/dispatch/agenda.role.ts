import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Job } from 'agenda';
import { mongo } from 'mongoose';
import { sleep } from '../../server/lib/clock.ts';
import { defaultSendSettings } from '../../server/mail/send/send-settings.ts';
import { agendaJob, bareMails } from './bare-mail.ts';
import type { BareMail, BareMailRow } from './bare-mail.ts';
import { createBareSender } from './bare-composer.ts';
import { answerRuns } from './run-role.ts';
import type { Dispatching } from './run-role.ts';

const concurrency = defaultSendSettings.lanes * defaultSendSettings.subGroup;

const openAgenda = async ({ world: { connection } }: Dispatching): Promise<Agenda> => {
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: connection.getClient().db(connection.name) }),
    processEvery: 200,
    maxConcurrency: concurrency,
    defaultConcurrency: concurrency,
  });
  await agenda.ready;
  return agenda;
};

/** One job is created by Agenda itself; the others are copies of its document, for creating isn't what is timed. */
const createJobs = async (dispatching: Dispatching): Promise<void> => {
  const { world } = dispatching;
  const agenda = await openAgenda(dispatching);
  agenda.define(agendaJob, () => undefined);
  const jobs = world.connection.collection('agendaJobs');
  await agenda.create(agendaJob, {}).schedule(world.data.clock.now()).save();
  const pattern = await jobs.findOne({ name: agendaJob });
  if (pattern === null) throw new Error('Agenda made no job');
  await jobs.deleteOne({ _id: pattern._id });
  await agenda.stop(false);
  const mails = await world.connection.collection<BareMailRow>(bareMails).find().toArray();
  for (let from = 0; from < mails.length; from += 1000)
    await jobs.insertMany(
      mails.slice(from, from + 1000).map(({ enrollment, recipient, content }) => ({
        ...pattern,
        _id: new mongo.ObjectId(),
        data: { enrollment, recipient, content },
      })),
    );
};

/** B4: one job a mail, tuned as well as Agenda lets itself be, with as many mails under way as our lanes hold. */
const dispatchAll = async (dispatching: Dispatching): Promise<void> => {
  const send = await createBareSender(dispatching);
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  let left = dispatching.due;
  const agenda = await openAgenda(dispatching);
  agenda.on('error', reject);
  const work = async (job: Job<BareMail>, finish: (error?: Error) => void): Promise<void> => {
    const failure = await send(job.attrs.data).then(
      () => undefined,
      (error: unknown) => new Error('a mail failed', { cause: error }),
    );
    finish(failure);
  };
  agenda.define<BareMail>(agendaJob, (job: Job<BareMail>, finish) => void work(job, finish), {
    concurrency,
    lockLimit: 0,
    lockLifetime: 600_000,
    removeOnComplete: true,
  });
  agenda.on(`success:${agendaJob}`, () => {
    left -= 1;
    if (left === 0) resolve();
  });
  agenda.on(`fail:${agendaJob}`, reject);
  await agenda.start();
  await Promise.race([done, sleep(dispatching.windowMs)]);
  await agenda.stop(false);
};

answerRuns({ prepare: createJobs, dispatch: dispatchAll });
