import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { sentMailSchema } from '../../mail/compose/mail-template.contract.ts';
import { createComposer } from '../../mail/compose/create-composer.ts';
import { createCompiledMails } from '../../mail/compose/kept/compiled-mails.repository.ts';
import { createLiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import { keptMailOf } from '../../mail/kept/kept-mail-of.ts';
import { createMailKeeper } from '../../mail/kept/kept-mails.system.repository.ts';
import { createLinks } from '../../mail/links/links.ts';
import { builtInTemplates } from '../../mail/templates/built-in-templates.ts';
import { asFlowId, asMessageId } from '../../lib/brand.ts';
import { codeOf } from '../../testing/admin-api/api-harness.ts';
import { createLifeWorld, lumen, stranger, worldLinks } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import { aComposeInput } from '../../testing/mail/compose-input.ts';
import { aShop } from '../../testing/mail/mail-builders.ts';

let world: LifeWorld;
const sandbox = createLiquidSandbox();
const input = aComposeInput({ shop: aShop({ id: lumen }) });

beforeAll(async () => {
  world = await createLifeWorld('sent_mail_reader');
  const { connection, mail } = world.data;
  const composed = await createComposer({
    templates: builtInTemplates,
    links: createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] }),
    sandbox,
    compiled: createCompiledMails(connection),
  }).compose(input);
  const kept = keptMailOf(input, composed);
  await createMailKeeper(connection).keep(kept === undefined ? [] : [kept]);
  const row = { shop: lumen, enrollment: input.enrollment.id, step: 'x', flow: asFlowId('x') };
  const other = {
    ...row,
    id: asMessageId('never-left'),
    flowKey: 'x',
    contact: input.recipient.contact,
    attempt: 0,
  };
  await mail.system.ledger.insertSending([other], 't');
});
afterAll(async () => {
  await sandbox.close();
  await world.close();
});

describe('GET /api/messages/:id/mail', () => {
  it('shows the mail as it left, and at an address of its own', async () => {
    const answer = await world.ask('get', `/messages/${input.message}/mail`);

    const mail = sentMailSchema.parse(answer.body);
    expect(mail).toMatchObject({
      subject: 'You left something behind',
      from: { name: 'Lumen & Oak', address: 'hello@lumen.example' },
      to: { name: 'Mara', address: 'mara@example.com' },
      sentAt: input.now.toISOString(),
      language: 'en',
    });
    expect(mail.html).toContain('Cedar Hand Wash');
    expect(mail.page.url).toMatch(/^\/previews\//);
  });

  it('is in the log of who looked at whose data', async () => {
    await world.ask('get', `/messages/${input.message}/mail`);

    const [line] = await world.services.accessLog.list(lumen, { limit: 1 });

    expect(line).toMatchObject({ user: '7', action: 'readSentMail', about: input.message });
  });

  it('says of a mail that it never left or is kept no more, and nothing of a stranger’s', async () => {
    expect(codeOf((await world.ask('get', '/messages/never-left/mail')).body)).toBe('mail_not_kept');
    expect(codeOf((await world.ask('get', '/messages/nothing/mail')).body)).toBe('not_found');
    const theirs = await world.as(stranger)('get', `/messages/${input.message}/mail`);
    expect(codeOf(theirs.body)).toBe('not_found');
  });

  it('needs a session; its page, for a few minutes, does not', async () => {
    const path = `/messages/${input.message}/mail`;
    const { page } = sentMailSchema.parse((await world.ask('get', path)).body);

    expect((await request(world.app).get(`/api${path}`)).status).toBe(401);
    expect(worldLinks.readPreview(page.url.slice(page.url.lastIndexOf('/') + 1))).toMatchObject({
      shop: lumen,
    });
  });
});
