import { errorCodeOf } from '../../../lib/errors.ts';
import { fail } from './check.ts';
import type { Check, Examination, Finding, Level } from './check.ts';
import { databaseChecks } from './database-checks.ts';
import { deliverabilityChecks } from './deliverability-checks.ts';
import { jobChecks } from './job-checks.ts';
import { mailChecks } from './mail-checks.ts';
import { platformChecks } from './platform-checks.ts';
import { workChecks } from './work-checks.ts';

export interface Diagnosis {
  readonly level: Level;
  readonly checks: readonly ({ readonly name: string } & Finding)[];
}

export const allChecks: readonly Check[] = [
  ...databaseChecks,
  ...workChecks,
  ...mailChecks,
  ...platformChecks,
  ...deliverabilityChecks,
  ...jobChecks,
];

const lookAt = async (check: Check, examination: Examination): Promise<Finding> => {
  try {
    return await check.look(examination);
  } catch (error) {
    return fail(`This could not be looked at (${errorCodeOf(error)}).`, 'See the line on stderr.');
  }
};

const worst = (levels: readonly Level[]): Level => {
  if (levels.includes('fail')) return 'fail';
  return levels.includes('warn') ? 'warn' : 'ok';
};

/** Every check, one after the other; one that throws is a failure of its own. */
export const examine = async (examination: Examination): Promise<Diagnosis> => {
  const checks = [];
  for (const check of allChecks) checks.push({ name: check.name, ...(await lookAt(check, examination)) });
  return { level: worst(checks.map(({ level }) => level)), checks };
};
