import type { Command } from '../wire/mongo-messages.ts';

/** An operation of the protocol, by the name it has there. */
export type Operation = (typeof operations)[number][0];

/** What stands at the end of a path; arrays by number. */
const at = (value: unknown, ...path: readonly (string | number)[]): unknown => {
  let found: unknown = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
};

const isAt = (value: unknown, ...path: readonly (string | number)[]): boolean =>
  at(value, ...path) !== undefined;

type Test = (command: Command) => boolean;

const find =
  (collection: string, test: Test): Test =>
  (command) =>
    command.name === 'find' && command.collection === collection && test(command);

const update =
  (collection: string, test: (statement: Command['parts'][number]) => boolean): Test =>
  (command) =>
    command.name === 'update' && command.collection === collection && command.parts.some(test);

const named =
  (name: string, collection: string): Test =>
  (command) =>
    command.name === name && command.collection === collection;

const filter = (command: Command, ...path: readonly string[]): unknown => at(command.body, 'filter', ...path);
const upsertsOf = ({ name, collection, body, parts }: Command): boolean =>
  collection === 'enrollments' &&
  ((name === 'findAndModify' && body['upsert'] === true) || parts.some((part) => part['upsert'] === true));
const settles = (statement: unknown): boolean => isAt(statement, 'q', 'token') && isAt(statement, 'q', '_id');
const patches = (statement: unknown): unknown =>
  at(statement, 'u', 0, '$replaceWith', '$mergeObjects', 1, '$arrayElemAt', 0, '$literal');
const putsBack = (statement: unknown): boolean => {
  const all = patches(statement);
  return Array.isArray(all) && all.some((patch) => at(patch, 'status') === 'scheduled');
};
const sets = (statement: unknown, field: string, value: unknown): boolean =>
  at(statement, 'u', 0, '$set', field) === value || at(statement, 'u', '$set', field) === value;

/** By itself or, with other facts, in one command. */
const asksForSuppressions: Test = ({ name, collection, body }) =>
  (name === 'find' || name === 'aggregate') &&
  (collection === 'suppressions' || JSON.stringify(body['pipeline'] ?? '').includes('"suppressions"'));

/** The first that fits is it. */
const operations = [
  ['I1', named('insert', 'inbox')],
  [
    'I2',
    find('messages', (command) => filter(command, 'status') === 'sending' && isAt(filter(command, 'shop'))),
  ],
  ['CLAIM', update('inbox', (statement) => isAt(statement, 'u', 0, '$set', 'claimToken'))],
  ['A1', named('insert', 'orders')],
  ['A1', named('update', 'orders')],
  [
    'A2',
    update('enrollments', (statement) => sets(statement, 'state', 'exited') && isAt(statement, 'q', 'rev')),
  ],
  ['A3', find('messages', (command) => isAt(filter(command, 'enrollment', '$in')))],
  [
    'A3-cancel',
    update(
      'messages',
      (statement) => sets(statement, 'status', 'cancelled') && isAt(statement, 'q', 'enrollment'),
    ),
  ],
  ['A4', update('inbox', (statement) => sets(statement, 'state', 'applied'))],
  ['E1', (command) => named('insert', 'enrollments')(command) || upsertsOf(command)],
  ['LOWER', update('turns', (statement) => isAt(statement, 'u', '$min'))],
  ['LEASE', update('turns', (statement) => isAt(statement, 'u', 0, '$set', 'leaseToken'))],
  ['RENEW', update('turns', (statement) => isAt(statement, 'u', 0, '$set', 'leaseUntil'))],
  ['RETURN', update('turns', (statement) => isAt(statement, 'u', '$unset', 'leaseToken'))],
  ['TRYING', update('turns', (statement) => isAt(statement, 'u', '$set', 'trying'))],
  [
    'LEASE-read',
    find('turns', (command) => isAt(filter(command, 'leaseToken')) && !isAt(command.body, 'projection')),
  ],
  ['RETURN-rev', find('turns', (command) => isAt(command.body, 'projection', 'rev'))],
  [
    'RETURN-next',
    (command) => named('aggregate', 'enrollments')(command) && isAt(command.body, 'pipeline', 2, '$group'),
  ],
  ['READ', find('enrollments', (command) => isAt(filter(command, 'turn')) && isAt(filter(command, 'dueAt')))],
  ['ROWS', named('insert', 'messages')],
  ['GATE-barrier', find('inbox', (command) => filter(command, 'holds') === true)],
  ['GATE-facts', asksForSuppressions],
  ['GATE-rev', find('enrollments', (command) => isAt(filter(command, '_id', '$in')))],
  ['CAP', update('contacts', (statement) => isAt(statement, 'u', 0, '$set', 'cap'))],
  ['BACK', update('messages', (statement) => settles(statement) && putsBack(statement))],
  ['SETTLE', update('messages', (statement) => settles(statement) && patches(statement) !== undefined)],
  [
    'EVENT',
    (command) =>
      named('findAndModify', 'messages')(command) &&
      at(command.body, 'update', 0, '$set', 'status') === 'accepted',
  ],
  [
    'RECLAIM-take',
    update(
      'messages',
      (statement) => at(statement, 'q', 'status') === 'scheduled' && sets(statement, 'status', 'sending'),
    ),
  ],
  [
    'RECLAIM-unknown',
    update('messages', (statement) => isAt(statement, 'q', 'token') && sets(statement, 'status', 'unknown')),
  ],
  ['SWEEP-age', update('messages', (statement) => sets(statement, 'status', 'unknown'))],
  ['SWEEP-close', find('messages', (command) => filter(command, 'status') === 'scheduled')],
  [
    'MOVE',
    update('enrollments', (statement) => isAt(statement, 'q', 'rev') && !isAt(statement, 'q', 'step')),
  ],
] as const satisfies readonly (readonly [string, Test])[];

export const operationOf = (command: Command): Operation | undefined =>
  operations.find(([, test]) => test(command))?.[0];
