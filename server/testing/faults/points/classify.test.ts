import { describe, expect, it } from '@jest/globals';
import type { Command } from '../wire/mongo-messages.ts';
import { operationOf } from './classify.ts';
import { missedOf, namedPoints } from './named-points.ts';

const command = (
  name: string,
  collection: string,
  { parts = [], ...body }: Record<string, unknown> & { parts?: Command['parts'] } = {},
): Command => ({ name, collection, body: { [name]: collection, ...body }, parts });

const settle = (status: string) => ({
  q: { _id: { $in: ['m'] }, token: 't', status: { $in: ['sending', 'unknown'] } },
  u: [{ $replaceWith: { $mergeObjects: ['$$ROOT', { $arrayElemAt: [{ $literal: [{ status }] }, 0] }] } }],
});

describe('operationOf', () => {
  it.each([
    ['I1', command('insert', 'inbox')],
    ['I2', command('find', 'messages', { filter: { shop: { $in: [] }, status: 'sending' } })],
    ['GATE-barrier', command('find', 'inbox', { filter: { shop: {}, holds: true } })],
    ['ROWS', command('insert', 'messages')],
    [
      'LEASE',
      command('update', 'turns', { parts: [{ q: {}, u: [{ $set: { leaseToken: 't', leaseUntil: 1 } }] }] }),
    ],
    ['RENEW', command('update', 'turns', { parts: [{ q: {}, u: [{ $set: { leaseUntil: 1 } }] }] })],
    ['RETURN', command('update', 'turns', { parts: [{ q: {}, u: { $unset: { leaseToken: 1 } } }] })],
    ['LOWER', command('update', 'turns', { parts: [{ q: {}, u: { $min: { dueAt: 1 } } }] })],
    ['SETTLE', command('update', 'messages', { parts: [settle('accepted')] })],
    ['BACK', command('update', 'messages', { parts: [settle('scheduled')] })],
    [
      'MOVE',
      command('update', 'enrollments', { parts: [{ q: { _id: 'e', rev: 1 }, u: { $set: { step: 's' } } }] }),
    ],
    [
      'A2',
      command('update', 'enrollments', {
        parts: [{ q: { _id: 'e', rev: 1 }, u: { $set: { state: 'exited' } } }],
      }),
    ],
    ['E1', command('findAndModify', 'enrollments', { upsert: true })],
  ])('knows %s', (operation, seen) => {
    expect(operationOf(seen)).toBe(operation);
  });

  it('knows nothing of what is not the protocol', () => {
    expect(operationOf(command('find', 'shops', { filter: {} }))).toBeUndefined();
    expect(operationOf(command('hello', '1'))).toBeUndefined();
  });
});

describe('the named points', () => {
  it('are all missed until they are hit', () => {
    const [first] = namedPoints.map(({ operation, moment }) => `${operation} ${moment}`);

    expect(missedOf(new Set())).toHaveLength(namedPoints.length);
    expect(missedOf(new Set([first ?? '']))).toHaveLength(namedPoints.length - 1);
  });
});
