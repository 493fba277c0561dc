import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { wireTemplateSource } from '../../../app/wiring/templates.ts';
import { codeOf, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import { lumen, stranger, waitingIn } from '../../../testing/flows/life-world.ts';
import { createOwnTemplateWorld, viewOf } from '../../../testing/mail/own-template-world.ts';
import type { OwnTemplateWorld } from '../../../testing/mail/own-template-world.ts';
import { aTemplate } from '../../../testing/mail/template-builders.ts';

import { aComposeInput } from '../../../testing/mail/compose-input.ts';
import { aRecipient, aShop } from '../../../testing/mail/mail-builders.ts';
import { createComposer } from '../../compose/create-composer.ts';
import { createCompiledMails } from '../../compose/kept/compiled-mails.repository.ts';
import { createLiquidSandbox } from '../../compose/liquid/liquid-sandbox.ts';
import { createLinks } from '../../links/links.ts';
import { createTemplateSource } from './template-source.ts';

const sandbox = createLiquidSandbox();
let own: OwnTemplateWorld;

beforeAll(async () => {
  own = await createOwnTemplateWorld('pinned_templates');
});
beforeEach(() => own.clear());
afterAll(async () => {
  await sandbox.close();
  await own.world.close();
});

describe('a flow that sends one', () => {
  it('pins the version that is published when it is saved, and keeps it', async () => {
    await own.published();
    expect((await own.editFlow({ template: 'ours' })).status).toBe(200);
    expect(await own.argsNow()).toEqual({ template: 'ours', templateVersion: 1 });

    await own.save(3, aTemplate({ subject: 'Second' }));
    const { uses } = await viewOf(own.publish(4));

    expect(await own.argsNow()).toEqual({ template: 'ours', templateVersion: 1 });
    expect(uses).toMatchObject([{ flow: 'abandoned-checkout', versions: [1] }]);
    await own.editFlow({ template: 'ours', templateVersion: 1, subject: 'Another' });
    expect(await own.argsNow()).toEqual({ template: 'ours', templateVersion: 1, subject: 'Another' });
    await own.editFlow({ template: 'ours', templateVersion: 2 });
    expect(await own.argsNow()).toEqual({ template: 'ours', templateVersion: 2 });
    await own.editFlow({ template: 'ours' });
    expect(await own.argsNow()).toEqual({ template: 'ours', templateVersion: 2 });
    await own.editFlow({ template: 'checkout-1', templateVersion: 1 });
    expect(await own.argsNow()).toEqual({ template: 'checkout-1' });
  });

  it.each([
    [
      { template: 'chekout-1' },
      'template',
      'there is no template called chekout-1; did you mean checkout-1?',
    ],
    [{ template: 'oursx' }, 'template', 'there is no template called oursx; did you mean ours?'],
    [{ template: 'ours', templateVersion: 9 }, 'templateVersion', 'ours has no version 9'],
    [{ template: 'draft-only' }, 'template', 'draft-only is a draft: publish it first'],
    [
      { template: 'about-orders' },
      'template',
      'about-orders can’t be sent here: blocks.0.words, line 1, column 4: there is no order in this mail; did you mean offer?',
    ],
    [
      { template: 'checkout-1', subject: 'Hi {{ customer.firstName' },
      'subject',
      'line 1, column 4: output "{{ customer.firstName" not closed',
    ],
    [
      { template: 'checkout-1', subject: 'Hi {{ customer.firstNam }}' },
      'subject',
      'line 1, column 7: there is no customer.firstNam in this mail; did you mean customer.firstName?',
    ],
    [
      { template: 'checkout-1', subject: '{% if a %}x' },
      'subject',
      'line 1, column 1: tag {% if a %} not closed',
    ],
  ])('is not stored with %j', async (args, name, sentence) => {
    await own.published();
    await own.create({ key: 'draft-only', title: 'Draft' });
    await own.create({ key: 'about-orders', title: 'Orders', from: 'replenishment-1' });
    await own.post('/about-orders/draft', {
      rev: 1,
      template: aTemplate({ subject: 'x', blocks: [{ kind: 'heading', words: '{{ order.name }}' }] }),
    });
    await own.post('/about-orders/publish', { rev: 2 });
    const before = await own.argsNow();

    const answer = await own.editFlow(args);

    expect(answer.status).toBe(422);
    expect(fieldsOf(answer.body)).toEqual({ [`steps.1.args.${name}`]: sentence });
    expect(await own.argsNow()).toEqual(before);
  });

  it('keeps it from being deleted, also while somebody only waits in an older version', async () => {
    await own.published();
    await own.editFlow({ template: 'ours' });
    const pinning = (await own.world.flows.service.find(lumen, 'abandoned-checkout'))?.version ?? 0;

    const answer = await own.post('/ours/delete', { rev: 3 });
    expect(codeOf(answer.body)).toBe('template_in_use');
    expect(Object.keys(fieldsOf(answer.body))).toEqual(['abandoned-checkout']);

    await own.world.data.engine.store.enroll(waitingIn('wait-1', 'cart-9', { version: pinning }));
    await own.editFlow({ template: 'checkout-1' });
    expect(codeOf((await own.post('/ours/delete', { rev: 3 })).body)).toBe('template_in_use');

    await own.world.data.connection.collection('enrollments').deleteMany({});
    expect((await own.post('/ours/delete', { rev: 3 })).status).toBe(200);
    expect((await own.world.ask('get', '/own-templates/ours')).status).toBe(404);
    expect((await own.post('/ours/delete', { rev: 3 })).status).toBe(404);
  });

  it('leaves its versions to who pinned them; its key can be begun anew', async () => {
    await own.published();
    expect(codeOf((await own.post('/ours/delete', { rev: 2 })).body)).toBe('version_conflict');
    await own.post('/ours/delete', { rev: 3 });

    const again = await viewOf(own.create({ from: 'browse-1' }));

    expect(again).toMatchObject({
      rev: 1,
      published: 0,
      flow: 'browse-abandonment',
      versions: [{ version: 1 }],
    });
    expect((await own.editFlow({ template: 'ours' })).status).toBe(422);
    expect(await viewOf(own.publish(1))).toMatchObject({ published: 2 });
  });
});

describe('a mail of one', () => {
  const composer = () =>
    createComposer({
      templates: wireTemplateSource(own.world.data),
      links: createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 's' }] }),
      sandbox,
      compiled: createCompiledMails(own.world.data.connection),
    });
  const formsStored = () => own.world.data.connection.collection('compiled_mails').countDocuments();
  const shopOfLumen = async () => (await own.world.data.shop.shops.find(lumen)) ?? aShop({ id: lumen });

  it('is the version that is pinned, however often another was published since', async () => {
    await own.published();
    await own.save(3, aTemplate({ blocks: [{ kind: 'heading', words: 'Other words' }] }));
    await own.publish(4);
    const stored = await formsStored();
    const shop = await shopOfLumen();
    const mailOf = (args: object) =>
      composer().compose(aComposeInput({ shop, args: { template: 'ours', ...args } }));

    const [pinned, newest] = [await mailOf({ templateVersion: 1 }), await mailOf({})];

    expect(pinned.html).toContain('Our own words');
    expect(newest.html).toContain('Other words');
    expect(pinned.compiled).not.toBe(newest.compiled);
    // Both were compiled when they were published.
    expect([stored, await formsStored()]).toEqual([2, 2]);
  });

  it('is in the template’s own language, whatever its reader speaks', async () => {
    await own.create();
    await own.save(1, aTemplate({ language: 'ar', blocks: [{ kind: 'heading', words: 'مرحبا' }] }));
    await own.publish(2);
    const input = aComposeInput({
      shop: await shopOfLumen(),
      recipient: aRecipient({ locale: 'de' }),
      args: { template: 'ours' },
    });

    const { html } = await composer().compose(input);

    expect(html).toMatch(/<html[^>]*lang="ar"[^>]*dir="rtl"/);
    expect(html).toContain('إلغاء الاشتراك');
  });

  it('has its own colours where it says so, and the shop’s else', async () => {
    await own.create();
    await own.save(1, aTemplate({ theme: { color: '#aa0044' } }));
    await own.publish(2);

    const { html } = await composer().compose(
      aComposeInput({ shop: await shopOfLumen(), args: { template: 'ours' } }),
    );

    expect(html).toContain('#aa0044');
    expect(html).not.toContain('#2f5d50');
  });

  it('can’t be made of a draft, or of another shop’s', async () => {
    await own.create();
    const args = { template: 'ours' };

    await expect(composer().compose(aComposeInput({ args }))).rejects.toMatchObject({
      code: 'template_invalid',
    });
    await own.publish(1);
    await expect(
      composer().compose(
        aComposeInput({ shop: aShop({ id: stranger }), args: { ...args, templateVersion: 1 } }),
      ),
    ).rejects.toMatchObject({ code: 'template_invalid' });
  });

  it('waits where its template can’t be read: nothing is wrong with the mail', async () => {
    const down = () => Promise.reject(new TypeError('no connection'));
    const source = createTemplateSource({ templates: { find: down }, versions: { find: down } });

    for (const version of [undefined, 1])
      await expect(source.find({ shop: lumen, key: 'ours', version }, [])).rejects.toMatchObject({
        code: 'database_unreachable',
      });
    expect(await source.find({ shop: lumen, key: 'checkout-1' }, ['de'])).toMatchObject({ language: 'de' });
  });
});
