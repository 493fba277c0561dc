import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecretBox } from '../../lib/secret-box.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import { accountKeyContext } from '../../mail/accounts/account-key.ts';
import { createPersonExports } from '../../insights/privacy/person-exports.repository.ts';
import { createTokenVault } from '../../platforms/shopify/token-vault.ts';
import { webhookSecretContext } from '../../platforms/woocommerce/key-vault.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { createSealedFields } from './sealed-fields.system.repository.ts';

const [oldest, older, newest] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const before = createSecretBox([oldest]);
const now = createSecretBox([newest, older, oldest]);
const afterwards = createSecretBox([newest]);

let database: ShopDatabase;
beforeAll(async () => {
  database = await shopDatabase('sealed fields');
});
afterAll(() => database.drop());

interface Row {
  _id: string;
  [field: string]: unknown;
}

const connections = () => rowsOf<Row>(database.connection, 'woocommerce_connections');
const accounts = () => rowsOf<Row>(database.connection, 'mail_accounts');
const fields = () => createSealedFields(database.connection, now);

const seal = async (box: SecretBox): Promise<void> => {
  const { tokens } = database.repositories;
  await createTokenVault(tokens, box).save(lumen, { accessToken: 'access', refreshToken: 'refresh' });
  const webhookSecret = box.seal('secret', webhookSecretContext(umbra));
  await connections().replaceOne({ _id: 'c1' }, { shop: umbra, webhookSecret }, { upsert: true });
  const sealedKey = box.seal('SG.key', accountKeyContext(umbra));
  await accounts().replaceOne({ _id: umbra }, { sealedKey }, { upsert: true });
  await createPersonExports(database.connection, box).put(lumen, {
    requestId: 'r/1',
    persons: [],
    json: '{"all":1}',
  });
};

beforeEach(() => seal(before));

/** With the newest key alone. */
const allOpen = async (): Promise<readonly unknown[]> => [
  await createTokenVault(database.repositories.tokens, afterwards).open(lumen),
  await createPersonExports(database.connection, afterwards).find(lumen, 'r/1'),
  afterwards.open(
    String((await connections().findOne({ _id: 'c1' }))?.['webhookSecret']),
    webhookSecretContext(umbra),
  ),
  afterwards.open(
    String((await accounts().findOne({ _id: umbra }))?.['sealedKey']),
    accountKeyContext(umbra),
  ),
];

describe('sealing anew', () => {
  it('leaves nothing that needs an older key', async () => {
    expect((await fields().count()).map(({ found }) => found)).toEqual([1, 1, 1, 1, 1]);

    const done = await fields().rotate();

    expect(done.map(({ resealed }) => resealed)).toEqual([1, 1, 1, 1, 1]);
    expect((await fields().count()).map(({ found }) => found)).toEqual([0, 0, 0, 0, 0]);
    expect(await allOpen()).toEqual([
      expect.objectContaining({ accessToken: 'access', refreshToken: 'refresh' }),
      '{"all":1}',
      'secret',
      'SG.key',
    ]);
  });

  it('finds nothing to do the second time', async () => {
    await fields().rotate();

    expect((await fields().rotate()).map(({ found }) => found)).toEqual([0, 0, 0, 0, 0]);
  });

  it('goes on where it was stopped', async () => {
    const stopped = await fields().rotate(AbortSignal.abort());
    expect(stopped.map(({ resealed }) => resealed)).toEqual([0, 0, 0, 0, 0]);

    await fields().rotate();

    expect((await fields().count()).map(({ found }) => found)).toEqual([0, 0, 0, 0, 0]);
  });

  it('leaves what no key opens as it is, and counts it', async () => {
    await seal(createSecretBox([Buffer.alloc(32, 9)]));
    const texts = await connections().find().toArray();

    const done = await fields().rotate();

    expect(done.map(({ lost, resealed }) => [lost, resealed])).toEqual(
      Array.from({ length: 5 }, () => [1, 0]),
    );
    expect(await connections().find().toArray()).toEqual(texts);
  });
});

describe('what seals at rest', () => {
  it('has its place in the rotation', () => {
    const root = join(import.meta.dirname, '../..');
    const sealing = globSync('**/*.ts', { cwd: root })
      .filter((file) => !/\.test\.ts$|^testing\/|^app\/operations\//.test(file))
      .filter((file) => /\bbox\.seal\(/.test(readFileSync(join(root, file), 'utf8')));

    expect(sealing.toSorted()).toEqual([
      'insights/privacy/person-exports.repository.ts',
      'mail/accounts/account-service.ts',
      'platforms/shopify/token-vault.ts',
      'platforms/woocommerce/invite.ts',
      'platforms/woocommerce/key-vault.ts',
    ]);
  });
});
