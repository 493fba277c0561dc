import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { monotonicMs } from '../../../lib/clock.ts';
import { eventually } from '../../eventually.ts';
import { testDatabase } from '../../mongo.ts';
import type { TestDatabase } from '../../mongo.ts';
import { startDatabaseProxy } from './database-proxy.ts';
import type { DatabaseProxy } from './database-proxy.ts';
import type { Fate, Passing } from './wire-tap.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
let client: mongo.MongoClient;
let passed: string[];
let fateOf: (passing: Passing) => Fate;

beforeEach(async () => {
  database = await testDatabase('database-proxy');
  passed = [];
  fateOf = () => 'pass';
  proxy = await startDatabaseProxy(Number(new URL(database.uri).port), (passing) => {
    passed.push(`${passing.operation} ${passing.moment}`);
    return fateOf(passing);
  });
  const through = new URL(database.uri);
  through.port = String(proxy.port);
  client = new mongo.MongoClient(through.href, {
    retryWrites: false,
    serverSelectionTimeoutMS: 3000,
    socketTimeoutMS: 1000,
  });
  await client.connect();
});

afterEach(async () => {
  await client.close();
  await proxy.close();
  await database.drop();
});

const insert = () =>
  client.db(new URL(database.uri).pathname.slice(1)).collection('inbox').insertOne({ n: 1 });
const stored = () => database.connection.collection('inbox').countDocuments();

describe('the proxy of the database', () => {
  it('is where a driver stays that asks the replica set for its members', async () => {
    await insert();

    expect(passed).toEqual(['I1 before', 'I1 after']);
    expect(await stored()).toBe(1);
  });

  it('cuts before: nothing was done', async () => {
    fateOf = ({ moment }) => (moment === 'before' ? 'cut' : 'pass');

    await expect(insert()).rejects.toBeInstanceOf(mongo.MongoNetworkError);
    expect(await stored()).toBe(0);
  });

  it('cuts after: it was done and nobody is told', async () => {
    fateOf = ({ moment }) => (moment === 'after' ? 'cut' : 'pass');

    await expect(insert()).rejects.toBeInstanceOf(mongo.MongoNetworkError);
    expect(await stored()).toBe(1);
  });

  it('makes every command slower', async () => {
    proxy.delay(150);
    const startedMs = monotonicMs();

    await insert();

    expect(monotonicMs() - startedMs).toBeGreaterThan(250);
  });

  it('says nothing more until it is healed', async () => {
    proxy.blackhole();
    await expect(insert()).rejects.toBeInstanceOf(Error);
    proxy.heal();

    await eventually(() =>
      insert().then(
        () => true,
        () => false,
      ),
    );

    expect(await stored()).toBe(1);
  });

  it('takes nobody while it refuses', async () => {
    proxy.refuse();

    await expect(insert()).rejects.toBeInstanceOf(Error);
    expect(await stored()).toBe(0);
  });
});
