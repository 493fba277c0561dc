import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { jobCatalog } from '../lib/job-catalog.ts';
import type { Queue } from '../lib/job-catalog.ts';

type Database = Extract<ConstructorParameters<typeof MongoBackend>[0], { mongo: unknown }>['mongo'];

/** The queue port on Agenda: it only writes job documents, workers run them. */
export const createAgendaQueue = async (database: Database): Promise<Queue> => {
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: database, ensureIndex: false }) });
  await agenda.ready;
  for (const name of Object.keys(jobCatalog)) agenda.define(name, () => undefined);
  return {
    enqueue: async (name, payload) => {
      await agenda.now(name, jobCatalog[name].parse(payload));
    },
  };
};
