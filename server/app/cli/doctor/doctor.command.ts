import { createWorkersRepository } from '../../../engine/workers.system.repository.ts';
import { realNow } from '../../../lib/clock.ts';
import { createSenderPauses } from '../../../mail/accounts/sender-pauses.system.repository.ts';
import { lookAtSender } from '../../../mail/deliverability/deliverability.ts';
import { createDns } from '../../../mail/deliverability/dns-port.ts';
import { createMessageEvents } from '../../../mail/events/message-events.repository.ts';
import { createNamedDomains } from '../../../mail/sending/due-domains.system.repository.ts';
import { createDatabaseClock } from '../../../shop/clock.repository.ts';
import type { Connection } from '../../database.ts';
import { createDatabaseFacts } from '../../operations/database-facts.system.repository.ts';
import { createOperationsState } from '../../operations/state.system.repository.ts';
import { countStaleSeals } from '../../operations/stale-seals.ts';
import type { Command } from '../command.ts';
import { parseCommandArgs } from '../parse-command-args.ts';
import { withDatabase } from '../with-database.ts';
import { lookAtLiveMails } from './live-mails.ts';
import { allChecks, examine } from './examine.ts';
import type { Diagnosis } from './examine.ts';

const workerFreshMs = 30_000;

const diagnose = async (connection: Connection): Promise<Diagnosis> => {
  const clock = await createDatabaseClock(connection, { watch: false });
  const workers = createWorkersRepository(connection);
  try {
    return await examine({
      facts: createDatabaseFacts(connection),
      state: createOperationsState(connection),
      workers: () => workers.live(workerFreshMs),
      pauses: () => createSenderPauses(connection).all(),
      deliverability: async () => {
        const look = { events: createMessageEvents(connection), dns: createDns(), clock };
        const named = await createNamedDomains(connection)();
        return Promise.all(named.map(({ shop, name }) => lookAtSender(look, shop, name)));
      },
      liveMails: () => lookAtLiveMails(connection, () => clock.now()),
      staleSeals: () => countStaleSeals(connection, process.env),
      now: () => clock.now(),
      ownNow: realNow,
    });
  } finally {
    await clock.close();
  }
};

const width = Math.max(...allChecks.map(({ name }) => name.length));

const tableOf = ({ level, checks }: Diagnosis): string =>
  [
    ...checks.flatMap(({ name, level: own, says, todo }) => [
      `${own.padEnd(4)}  ${name.padEnd(width)}  ${says}`,
      ...(todo === undefined ? [] : [`${' '.repeat(width + 8)}→ ${todo}`]),
    ]),
    '',
    level === 'ok' ? 'Everything is well.' : `Overall: ${level}.`,
  ].join('\n');

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Looks at the database, the workers and the work, and says what to do. Changes nothing.',
  usage: '\n\nExits 1 when a check fails; a warning alone exits 0.',
  run: async (args, io) => {
    parseCommandArgs(args, { options: {} });
    const diagnosis = await withDatabase(io, diagnose);
    io.out(diagnosis, () => tableOf(diagnosis));
    return diagnosis.level === 'fail' ? 1 : 0;
  },
};
