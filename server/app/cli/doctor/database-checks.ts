import { expectedIndexes } from '../../operations/expected-indexes.ts';
import { fail, ok, spoken, warn } from './check.ts';
import type { Check } from './check.ts';

const oldestMajor = 6;
const skewWarnMs = 2000;
const skewFailMs = 60_000;

const server: Check = {
  name: 'database',
  look: async ({ facts }) => {
    const { version, replicaSet } = await facts.server();
    if (Number(version.split('.')[0]) < oldestMajor)
      return fail(`MongoDB ${version} is too old.`, `Upgrade it to ${oldestMajor}.0 or newer.`);
    if (replicaSet === undefined)
      return fail(
        `MongoDB ${version} runs by itself.`,
        'Start it as a replica set (one node is enough): what is acknowledged must survive it.',
      );
    return ok(`MongoDB ${version} answers (${replicaSet}).`);
  },
};

const clock: Check = {
  name: 'clock',
  look: async ({ facts, ownNow, now }) => {
    const before = ownNow().getTime();
    const { now: theirs } = await facts.server();
    const after = ownNow().getTime();
    // The database looked at its clock somewhere in between.
    const skewMs = Math.max(0, before - theirs.getTime(), theirs.getTime() - after);
    const aheadMs = now().getTime() - theirs.getTime();
    const wound = Math.abs(aheadMs) > skewFailMs ? ` The demo's clock is ${spoken(aheadMs)} ahead.` : '';
    const says = `This machine's clock is ${spoken(skewMs)} away from the database's.`;
    const todo =
      "Set this machine's clock (NTP). Mails are not early or late by it; signatures may be refused.";
    if (skewMs > skewFailMs) return fail(says, todo);
    return skewMs > skewWarnMs ? warn(says, todo) : ok(`${says}${wound}`);
  },
};

const indexes: Check = {
  name: 'indexes',
  look: async ({ facts }) => {
    const found = await facts.indexes();
    const missing = Object.entries(expectedIndexes).flatMap(([collection, wanted]) =>
      wanted
        .filter((index) => !(found.get(collection) ?? []).includes(index))
        .map((index) => `${collection} (${index})`),
    );
    if (missing.length > 0)
      return fail(
        `${missing.length} indexes are missing: ${missing.join('; ')}.`,
        'Run `encore indexes`, or start a worker: it makes what is missing.',
      );
    const more = [...found].flatMap(([collection, own]) =>
      own
        .filter((index) => !(expectedIndexes[collection] ?? [index]).includes(index))
        .map((index) => `${collection} (${index})`),
    );
    return ok(
      more.length === 0
        ? 'Every index is there.'
        : `Every index is there, and ${more.length} that Encore does not know: ${more.join('; ')}.`,
    );
  },
};

const plans: Check = {
  name: 'plans',
  look: async ({ facts, now }) => {
    const scans = await facts.scans(now());
    return scans.length === 0
      ? ok('What is asked all day is answered from indexes.')
      : fail(`Read without an index: ${scans.join(', ')}.`, 'Run `encore indexes`.');
  },
};

export const databaseChecks: readonly Check[] = [server, clock, indexes, plans];
