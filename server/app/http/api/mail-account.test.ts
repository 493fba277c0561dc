import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codeOf } from '../../../testing/admin-api/api-harness.ts';
import { createLifeWorld, lumen, stranger } from '../../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../../testing/flows/life-world.ts';
import { startProviderDouble } from '../../../testing/mail/provider-double.ts';
import type { ProviderDouble } from '../../../testing/mail/provider-double.ts';

const apiKey = `SG.${'k'.repeat(22)}.${'s'.repeat(43)}`;
const path = '/sending/account';

let provider: ProviderDouble;
let world: LifeWorld;
beforeAll(async () => {
  provider = await startProviderDouble();
  world = await createLifeWorld('mail_account_api', {
    SENDGRID_API_KEY: 'SG.operator',
    SENDGRID_BASE_URL: provider.baseUrl,
    MAIL_SHARED_DOMAIN: 'mail.encore.example',
  });
});
afterAll(async () => {
  await world.close();
  await provider.close();
});
beforeEach(async () => {
  await world.ask('post', `${path}/remove`, {});
  provider.keys.grant(apiKey, ['mail.send']);
});

const logged = async (shop = lumen) =>
  (await world.services.accessLog.list(shop, { limit: 50 })).map(({ action, user }) => `${user} ${action}`);

describe('a merchant who brings a key of their own', () => {
  it('sees it taken, and never sees it again', async () => {
    const saved = await world.ask('post', path, { apiKey });
    const read = await world.ask('get', path);

    expect([saved.status, read.status]).toEqual([200, 200]);
    expect(read.body).toEqual(saved.body);
    expect(read.body).toMatchObject({
      owner: 'own',
      canChange: true,
      keyId: 'k'.repeat(22),
      refusedAt: null,
      events: { address: `https://encore.example/webhooks/sendgrid/${lumen}`, verified: false },
    });
    expect(saved.text + read.text).not.toContain('s'.repeat(43));
  });

  it('sends under the shop’s own address from then on, and under the shared one again afterwards', async () => {
    await world.ask('post', path, { apiKey });
    const own = await world.ask('get', '/sending');
    await world.ask('post', `${path}/remove`, {});
    const shared = await world.ask('get', '/sending');

    expect(own.body).toMatchObject({ dailyLimit: null, canAuthenticate: true });
    expect(own.text).not.toContain('mail.encore.example');
    expect(shared.body).toMatchObject({ dailyLimit: 200, from: { address: 'lumen@mail.encore.example' } });
  });

  it('proves the domain at that account', async () => {
    await world.ask('post', '/sending/domain', { address: 'hello@lumen.example' });
    await world.ask('post', path, { apiKey });
    provider.domains.publish('lumen.example');
    const proved = await world.ask('post', '/sending/domain/check', {});

    expect(proved.body).toMatchObject({
      from: { address: 'hello@lumen.example' },
      domain: { state: 'verified' },
    });
    await world.ask('post', '/sending/domain/remove', {});
  });

  it('is told why a key is not taken, field by field', async () => {
    provider.keys.grant(apiKey, ['stats.read']);
    const mayNot = await world.ask('post', path, { apiKey });
    provider.keys.revoke(apiKey);
    const revoked = await world.ask('post', path, { apiKey });
    const noKey = await world.ask('post', path, { apiKey: 'hunter2' });

    expect([mayNot, revoked, noKey].map(({ status, body }) => `${status} ${codeOf(body)}`)).toEqual([
      '422 mail_key_refused',
      '422 mail_key_refused',
      '400 request_invalid',
    ]);
    expect(mayNot.text).toContain('mail.send');
    expect(noKey.text).toContain('body.apiKey');
    expect(noKey.text).not.toContain('hunter2');
  });

  it.each([{}, { apiKey: 7 }, { apiKey, extra: 1 }, { apiKey: { $ne: null } }, { apiKey: 'x'.repeat(300) }])(
    'is refused with %j',
    async (body) => {
      expect((await world.ask('post', path, body)).status).toBe(400);
      expect((await world.ask('get', path)).body).toMatchObject({ owner: 'operator' });
    },
  );

  it('changes nothing of another shop', async () => {
    await world.ask('post', path, { apiKey });
    await world.as(stranger)('post', `${path}/remove`, {});

    expect((await world.as(stranger)('get', path)).body).toMatchObject({ owner: 'operator', keyId: null });
    expect((await world.ask('get', path)).body).toMatchObject({ owner: 'own' });
  });

  it('finds who of the staff did it in the log', async () => {
    const before = await logged();
    await world.ask('post', path, { apiKey });
    await world.ask('post', `${path}/remove`, {});

    const after = await logged();
    expect(after.slice(0, after.length - before.length)).toEqual([
      '7 removeMailAccount',
      '7 saveMailAccount',
    ]);
    expect(await logged(stranger)).not.toContain('7 saveMailAccount');
  });
});
