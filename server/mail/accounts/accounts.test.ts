import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import type { ShopId } from '../../lib/brand.ts';
import { errorCodeOf } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import { aMail, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { startProviderDouble } from '../../testing/mail/provider-double.ts';
import type { ProviderDouble } from '../../testing/mail/provider-double.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { umbra } from '../../testing/shop/build-delivery.ts';
import { createSendgridAccounts } from '../transports/sendgrid.ts';
import type { SendgridAccounts } from '../transports/sendgrid.ts';
import { keyIdOf } from './account-key.ts';
import { createAccountService } from './account-service.ts';
import type { AccountService } from './account-service.ts';
import { createKnownAccounts } from './known-accounts.ts';
import { createOwnAccounts } from './own-accounts.repository.ts';
import type { OwnAccounts } from './own-accounts.repository.ts';
import { createOwnTransports } from './own-transports.ts';
import { createSendgridKeyCheck } from './sendgrid-key-check.ts';

const apiKey = `SG.${'k'.repeat(22)}.${'s'.repeat(43)}`;
const otherKey = `SG.${'o'.repeat(22)}.${'t'.repeat(43)}`;
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const webhookKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

let database: TestDatabase;
let provider: ProviderDouble;
let sendgrid: SendgridAccounts;
let box: SecretBox;
let accounts: OwnAccounts;
let changed: ShopId[];
let service: AccountService;
beforeAll(async () => {
  database = await testDatabase('mail accounts');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  provider = await startProviderDouble();
  sendgrid = createSendgridAccounts({ baseUrl: provider.baseUrl, timeoutMs: 2000 });
  box = createSecretBox([Buffer.alloc(32, 7)]);
  accounts = createOwnAccounts(database.connection);
  changed = [];
  service = serviceWith(true);
});
afterEach(async () => {
  await sendgrid.close();
  await provider.close();
});

const serviceWith = (isReal: boolean): AccountService =>
  createAccountService({
    accounts,
    box,
    check: isReal ? createSendgridKeyCheck({ baseUrl: provider.baseUrl, timeoutMs: 2000 }) : undefined,
    eventsAddressOf: (shop) => `https://encore.example/webhooks/sendgrid/${shop}`,
    onChanged: async (shop) => void changed.push(shop),
    now: () => noon,
  });

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => errorCodeOf(error),
  );

describe('a merchant’s own key', () => {
  it('is the operator’s account until there is one', async () => {
    expect(await service.read(lumen)).toEqual({
      owner: 'operator',
      canChange: true,
      keyId: null,
      savedAt: null,
      refusedAt: null,
      events: { address: `https://encore.example/webhooks/sendgrid/${lumen}`, verified: false },
    });
  });

  it('is kept once the provider has taken it, and never shown again', async () => {
    await service.save(lumen, { apiKey, webhookKey });

    const shown = await service.read(lumen);
    expect(shown).toMatchObject({
      owner: 'own',
      keyId: 'k'.repeat(22),
      savedAt: noon.toISOString(),
      events: { verified: true },
    });
    expect(JSON.stringify(shown)).not.toContain('s'.repeat(43));
    expect(changed).toEqual([lumen]);
    expect((await service.read(umbra)).owner).toBe('operator');
  });

  it('lies sealed, and opens at no other shop', async () => {
    await service.save(lumen, { apiKey });

    const stored = JSON.stringify(await database.connection.collection('mail_accounts').find().toArray());
    const { sealedKey = '' } = (await accounts.find(lumen)) ?? {};
    expect(stored).not.toContain('s'.repeat(43));
    expect(box.open(sealedKey, [lumen, 'sendgrid-key'])).toBe(apiKey);
    expect(() => box.open(sealedKey, [umbra, 'sendgrid-key'])).toThrow('can not be opened');
    expect(() => box.open(sealedKey, [lumen, 'access'])).toThrow('can not be opened');
  });

  it.each([
    ['revoked', async () => provider.keys.revoke(apiKey), 'mail_key_refused'],
    [
      'without the permission to send',
      async () => provider.keys.grant(apiKey, ['stats.read']),
      'mail_key_refused',
    ],
    ['of a provider that is away', () => provider.close(), 'provider_call_failed'],
  ])('that is %s is not trusted, and what was there stays', async (_what, fail, code) => {
    await service.save(lumen, { apiKey: otherKey });
    await fail();

    expect(await codeOf(service.save(lumen, { apiKey }))).toBe(code);
    expect(await service.read(lumen)).toMatchObject({ owner: 'own', keyId: 'o'.repeat(22) });
  });

  it.each(['', 'SG.', 'SG.short.secret', 'key', `${apiKey}\r\nx: y`, `SG.${'k'.repeat(22)}`, '{"$ne":null}'])(
    'can’t be %j',
    async (text) => {
      expect(await codeOf(service.save(lumen, { apiKey: text }))).toBe('request_invalid');
      expect((await service.read(lumen)).owner).toBe('operator');
    },
  );

  it.each(['no key', 'bm90IGEga2V5'])('can’t come with %j to check its events by', async (text) => {
    expect(await codeOf(service.save(lumen, { apiKey, webhookKey: text }))).toBe('request_invalid');
    expect((await service.read(lumen)).owner).toBe('operator');
  });

  it('may change while its events are checked by the same key, or by none from now on', async () => {
    await service.save(lumen, { apiKey, webhookKey });
    await service.save(lumen, { apiKey: otherKey });
    const kept = await service.read(lumen);
    await service.save(lumen, { apiKey, webhookKey: null });

    expect(kept).toMatchObject({ keyId: 'o'.repeat(22), events: { verified: true } });
    expect((await service.read(lumen)).events.verified).toBe(false);
  });

  it('is forgotten when it is removed, once or twice', async () => {
    await service.save(lumen, { apiKey });
    await service.remove(lumen);
    await service.remove(lumen);

    expect(await service.read(lumen)).toMatchObject({ owner: 'operator', keyId: null });
    expect(await database.connection.collection('mail_accounts').countDocuments()).toBe(0);
    expect(changed).toEqual([lumen, lumen]);
  });

  it('is nothing to bring where no mail leaves the house', async () => {
    const demo = serviceWith(false);

    expect(await codeOf(demo.save(lumen, { apiKey }))).toBe('mail_accounts_unavailable');
    expect((await demo.read(lumen)).canChange).toBe(false);
  });

  it('is sealed anew when keys are rotated, unless it was changed meanwhile', async () => {
    await service.save(lumen, { apiKey });
    const { sealedKey: before = '' } = (await accounts.find(lumen)) ?? {};

    const first = await accounts.replace(lumen, before, 'anew');
    const late = await accounts.replace(lumen, before, 'too late');

    expect([first, late, (await accounts.find(lumen))?.sealedKey]).toEqual([true, false, 'anew']);
  });
});

describe('the name of a key', () => {
  it('is its middle part', () => {
    expect(keyIdOf(apiKey)).toBe('k'.repeat(22));
  });
});

describe('the transport of a shop with its own account', () => {
  let clockMs: number;
  const transports = () =>
    createOwnTransports({
      known: createKnownAccounts(accounts, () => clockMs),
      accounts,
      box,
      open: sendgrid.open,
      now: () => noon,
      logger: silentLogger,
    });
  beforeEach(() => {
    clockMs = 0;
  });

  it('sends under the shop’s key, and is nobody else’s', async () => {
    await service.save(lumen, { apiKey });
    provider.fallIllForKey(apiKey, 'rate-limited');

    const found = await transports().of([lumen, umbra]);
    const outcome = await found.get(lumen)?.transport.send(aMail(), () => true);

    expect([...found.keys()]).toEqual([lumen]);
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'rate_limited' });
  });

  it('is another account once the key is another, and stays the same while it isn’t', async () => {
    const port = transports();
    await service.save(lumen, { apiKey });
    const first = (await port.of([lumen])).get(lumen);
    const again = (await port.of([lumen])).get(lumen);
    await service.save(lumen, { apiKey: otherKey });
    const soon = (await port.of([lumen])).get(lumen);
    clockMs += 5001;
    const later = (await port.of([lumen])).get(lumen);
    await service.remove(lumen);
    clockMs += 5001;

    expect(again).toBe(first);
    expect(soon).toBe(first);
    expect(later?.id).not.toBe(first?.id);
    expect((await port.of([lumen])).size).toBe(0);
  });

  it('tells the merchant that the key is refused, and that it is taken again', async () => {
    await service.save(lumen, { apiKey });
    const { transport } = (await transports().of([lumen])).get(lumen) ?? {};
    provider.keys.revoke(apiKey);
    const refused = await transport?.send(aMail(), () => true);
    await eventually(async () => (await service.read(lumen)).refusedAt !== null);
    const shown = await service.read(lumen);
    provider.keys.grant(apiKey, ['mail.send']);
    await transport?.send(aMail(), () => true);
    await eventually(async () => (await service.read(lumen)).refusedAt === null);

    expect(refused).toMatchObject({ kind: 'not-sent', reason: 'key_refused', slows: 'account' });
    expect(shown.refusedAt).toBe(noon.toISOString());
    expect(provider.acceptances().size).toBe(1);
  });

  it('sends nothing and loses nothing when the key can’t be opened', async () => {
    await service.save(lumen, { apiKey });
    box = createSecretBox([Buffer.alloc(32, 8)]);

    const { transport } = (await transports().of([lumen])).get(lumen) ?? {};
    const outcome = await transport?.send(aMail(), () => true);

    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'key_refused' });
    expect(provider.requests()).toBe(0);
  });

  it('is asked for again after it could not be read', async () => {
    let isDown = true;
    const known = createKnownAccounts(
      { find: (shop) => (isDown ? Promise.reject(new Error('away')) : accounts.find(shop)) },
      () => clockMs,
    );
    await expect(known.find(lumen)).rejects.toThrow('away');
    isDown = false;

    expect(await known.find(lumen)).toBeUndefined();
  });
});
