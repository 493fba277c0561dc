import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aComposeInput } from '../../testing/mail/compose-input.ts';
import { aCard, aRecipient, aShop, lumen, someContent } from '../../testing/mail/mail-builders.ts';
import { aTemplate } from '../../testing/mail/template-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createComposer } from '../compose/create-composer.ts';
import { createCompiledMails } from '../compose/kept/compiled-mails.repository.ts';
import { createLiquidSandbox } from '../compose/liquid/liquid-sandbox.ts';
import type { MailTemplate } from '../compose/mail-template.ts';
import type { MailContent } from '../flow-port.ts';
import { createLinks } from '../links/links.ts';
import type { ComposeInput } from '../send/send-ports.ts';
import { builtInKeys, builtInTemplates } from '../templates/built-in-templates.ts';
import type { OutgoingMail } from '../transport.ts';
import { createKeptMails } from './kept-mails.repository.ts';
import { createMailKeeper } from './kept-mails.system.repository.ts';
import { keptMailOf, mostKeptBytes } from './kept-mail-of.ts';
import { showKeptMail } from './show-kept-mail.ts';

let database: TestDatabase;
const sandbox = createLiquidSandbox();
const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] });

beforeAll(async () => {
  database = await testDatabase('kept_mails');
});
beforeEach(async () => {
  for (const name of ['kept_mails', 'compiled_mails'])
    await database.connection.collection(name).deleteMany({});
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

const send = async (input: ComposeInput, template?: MailTemplate): Promise<OutgoingMail> => {
  const templates = template === undefined ? builtInTemplates : { find: () => Promise.resolve(template) };
  const compiled = createCompiledMails(database.connection);
  const mail = await createComposer({ templates, links, sandbox, compiled }).compose(input);
  const kept = keptMailOf(input, mail);
  await createMailKeeper(database.connection).keep(kept === undefined ? [] : [kept]);
  return mail;
};

const show = async () => {
  const kept = await createKeptMails(database.connection).find(lumen, aComposeInput().message);
  return kept === null
    ? undefined
    : showKeptMail({ compiled: createCompiledMails(database.connection), sandbox }, kept);
};

/** As it left, but for what counts clicks and lets people leave. */
const uncounted = (html: string): string =>
  html
    .replaceAll(/https:\/\/mail\.example\/c\/([\w.-]+)/g, (_whole, token: string) =>
      (links.readClick(token)?.target ?? 'unreadable').replaceAll('&', '&amp;'),
    )
    .replaceAll(/https:\/\/mail\.example\/u\/[\w.-]+/g, '#');

const withEverything: Partial<MailContent> = {
  lines: [aCard(), aCard({ title: 'Oak "Stool" & <more>', imageUrl: undefined, quantity: 1 })],
  suggestions: [aCard({ title: 'Soap Dish', note: 'Often bought together' })],
  offer: { code: 'BACK-4821', value: '10 %', expiresAt: '30 June 2026' },
  words: { productTitle: 'Hand Wash', orderName: '#1042', lastPurchasedAt: '7 June 2026' },
};

describe('a mail that left', () => {
  it.each(builtInKeys)('is printed again as it was: %s', async (template) => {
    const input = aComposeInput({ args: { template }, content: someContent(withEverything) });

    const mail = await send(input);

    expect(await show()).toEqual({
      subject: mail.subject,
      text: mail.text.replaceAll(/https:\/\/mail\.example\/u\/[\w.-]+/g, '#'),
      html: uncounted(mail.html),
      language: 'en',
      direction: 'ltr',
    });
  });

  it('keeps its code, its own subject and what its template looped over', async () => {
    const template = aTemplate({
      blocks: [
        { kind: 'offer', words: 'For you' },
        { kind: 'text', rich: '{% for line in cart.lines %}<b>{{ line.title | upcase }}</b>{% endfor %}' },
      ],
    });
    const args = { template: 'ours', subject: 'Only {{ offer.code }}, {{ customer.firstName | upcase }}' };
    await send(aComposeInput({ args, content: someContent(withEverything) }), template);

    const shown = await show();

    expect(shown?.subject).toBe('Only BACK-4821, MARA');
    expect(shown?.html).toContain('BACK-4821');
    expect(shown?.html).toContain('<b>CEDAR HAND WASH</b>');
  });

  it('stays as it was when the shop has another name, colour and template by now', async () => {
    const mail = await send(aComposeInput());
    const shop = aShop({ name: 'Another', theme: { color: '#ff0000', fontFamily: 'Courier' } });
    const later = await createComposer({
      templates: { find: () => Promise.resolve(aTemplate()) },
      links,
      sandbox,
      compiled: createCompiledMails(database.connection),
    }).compose(aComposeInput({ shop }));

    expect(later.compiled).not.toBe(mail.compiled);
    expect((await show())?.html).toBe(uncounted(mail.html));
  });

  it('counts no click and lets nobody leave', async () => {
    await send(aComposeInput());

    expect((await show())?.html).not.toMatch(/mail\.example/);
  });

  it('is in the language and direction that it was in', async () => {
    await send(aComposeInput({ args: { template: 'x' } }), aTemplate({ language: 'he' }));

    expect(await show()).toMatchObject({ language: 'he', direction: 'rtl' });
  });

  it('is one row, however often it left', async () => {
    await send(aComposeInput());
    await send(aComposeInput());

    expect(await database.connection.collection('kept_mails').countDocuments()).toBe(1);
  });
});

describe('what is kept of it', () => {
  const bytesOf = async (): Promise<number> =>
    JSON.stringify(await database.connection.collection('kept_mails').findOne()).length;

  it('is two kilobytes for a usual mail, and bounded for any other', async () => {
    await send(aComposeInput({ content: someContent(withEverything) }));
    expect(await bytesOf()).toBeLessThan(2500);

    await database.connection.collection('kept_mails').deleteMany({});
    const lines = Array.from({ length: 300 }, (_, n) => aCard({ productId: `${n}`, title: 'x'.repeat(500) }));
    await send(aComposeInput({ content: someContent({ lines, suggestions: lines }) }));
    expect(await bytesOf()).toBeLessThan(mostKeptBytes);
  });

  it('is nothing of one that is larger than any mail should be, or has no stored form', async () => {
    const url = `https://lumen.example/${'x'.repeat(40_000)}`;
    const input = aComposeInput({ content: someContent({ lines: [aCard({ url })] }) });

    await send(input);

    expect(await show()).toBeUndefined();
    expect(keptMailOf(aComposeInput(), { ...(await send(input)), compiled: undefined })).toBeUndefined();
  });

  it('is nothing to look at once its compiled form is gone', async () => {
    await send(aComposeInput());
    await database.connection.collection('compiled_mails').deleteMany({});

    expect(await show()).toBeUndefined();
  });

  it('names nobody but its reader', async () => {
    await send(aComposeInput({ recipient: aRecipient({ firstName: 'Mara', lastName: 'Quist' }) }));

    const row = await database.connection.collection('kept_mails').findOne();

    expect(row).toMatchObject({
      shop: lumen,
      contact: 'mara',
      recipient: { firstName: 'Mara', lastName: 'Quist' },
      to: { name: 'Mara Quist', address: 'mara@example.com' },
    });
    expect(Object.keys(row ?? {}).toSorted()).toEqual([
      '_id',
      'compiled',
      'contact',
      'content',
      'flowKey',
      'from',
      'keptAt',
      'recipient',
      'sentAt',
      'shop',
      'step',
      'to',
    ]);
  });
});
