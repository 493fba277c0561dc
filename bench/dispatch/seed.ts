import type { EnrollmentId } from '../../server/lib/brand.ts';
import type { Enrollment } from '../../server/engine/enrollment.ts';
import { enrollmentIdOf } from '../../server/engine/enrollment-id.ts';
import { versionKey } from '../../server/engine/ports.ts';
import { createGateFacts } from '../../server/mail/gate-facts.ts';
import { bareMails } from './bare-mail.ts';
import type { BareMail, BareMailRow } from './bare-mail.ts';
import { seedPeople, seedShop } from './seed-people.ts';
import { dispatchShop } from './world.ts';
import type { DispatchWorld } from './world.ts';

const minuteMs = 60_000;

/** What a mail of these enrollments holds, as their own flow says it. */
const bareMailsOf = async (
  { data, flows }: DispatchWorld,
  enrollments: readonly Enrollment[],
): Promise<readonly BareMail[]> => {
  const programs = await flows.runtime.programs.load(enrollments);
  const requests = enrollments.flatMap((enrollment) => {
    const program = programs.get(versionKey(enrollment));
    return program === undefined ? [] : [{ enrollment, program }];
  });
  const people = enrollments.map(({ contact }) => contact);
  const [briefs, recipients] = await Promise.all([
    flows.ports.flows.brief(dispatchShop, requests, data.clock.now()),
    createGateFacts(data.shop).recipients(dispatchShop, people),
  ]);
  return enrollments.flatMap((enrollment) => {
    const content = briefs.get(enrollment.id)?.content;
    const recipient = recipients.get(enrollment.contact);
    return content === undefined || 'none' in content || recipient === undefined
      ? []
      : [{ enrollment, recipient, content }];
  });
};

const insertBareMails = async (world: DispatchWorld, ids: readonly EnrollmentId[]): Promise<number> => {
  const mails = await bareMailsOf(world, await world.data.engine.store.findMany(ids));
  const rows = mails.map((mail): BareMailRow => ({
    ...mail,
    _id: mail.enrollment.id,
    state: 'due',
    dueAt: mail.enrollment.dueAt ?? world.data.clock.now(),
  }));
  // A name nobody gave stays absent, as it is in what the product itself reads.
  await world.connection.collection<BareMailRow>(bareMails).insertMany(rows, { ignoreUndefined: true });
  return rows.length;
};

/** So many people are due for their first cart mail, for us and, in a form it needs, for each baseline. */
export const seedDue = async (world: DispatchWorld, due: number): Promise<void> => {
  const seeding = { shop: dispatchShop, at: new Date(world.data.clock.now().getTime() - 31 * minuteMs) };
  await seedShop(world, seeding);
  await world.connection.collection(bareMails).createIndex({ state: 1, dueAt: 1 });
  let seeded = 0;
  for await (const entries of seedPeople(world, due, seeding))
    seeded += await insertBareMails(world, entries.map(enrollmentIdOf));
  if (seeded !== due) throw new Error(`${seeded} of ${due} people could be seeded`);
};
