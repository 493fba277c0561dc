import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codeOf, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import { lumen, stranger } from '../../../testing/flows/life-world.ts';
import { createOwnTemplateWorld, viewOf } from '../../../testing/mail/own-template-world.ts';
import type { OwnTemplateWorld } from '../../../testing/mail/own-template-world.ts';
import { aTemplate } from '../../../testing/mail/template-builders.ts';
import { ownTemplateListSchema } from './own-template.contract.ts';

let own: OwnTemplateWorld;

beforeAll(async () => {
  own = await createOwnTemplateWorld('own_templates');
});
beforeEach(() => own.clear());
afterAll(() => own.world.close());

const broken = aTemplate({
  subject: 'For {{ custmer.firstName }}',
  blocks: [{ kind: 'text', rich: 'Hi\n{{ cart.totl }}' }],
});

describe('a template of one’s own', () => {
  it('begins as a built-in one, in the language asked for, and goes nowhere yet', async () => {
    const made = await viewOf(own.create({ language: 'de' }));

    expect(made).toMatchObject({
      flow: 'abandoned-checkout',
      published: 0,
      rev: 1,
      problems: [],
      versions: [],
    });
    expect(made.draft?.template).toMatchObject({ language: 'de' });
    expect(await own.open()).toEqual(made);
    const { templates } = ownTemplateListSchema.parse((await own.world.ask('get', '/own-templates')).body);
    expect(templates).toEqual([expect.objectContaining({ key: 'ours', hasDraft: true, published: 0 })]);
  });

  it('begins as another own one, with its kind of flow', async () => {
    await own.create({ from: 'replenishment-1' });

    const second = await viewOf(own.create({ key: 'second', from: 'ours' }));

    expect(second.flow).toBe('replenishment');
    expect(second.draft?.template).toEqual((await own.open()).draft?.template);
  });

  it('is made once, however often it is asked for in the same words', async () => {
    const first = await viewOf(own.create());

    expect(await viewOf(own.create())).toEqual(first);
    expect(codeOf((await own.create({ title: 'Another' })).body)).toBe('template_key_taken');
    await own.save(1);
    expect(codeOf((await own.create()).body)).toBe('template_key_taken');
  });

  it.each([
    [{ key: 'checkout-2' }, 'template_key_taken'],
    [{ key: 'Our Template' }, 'request_invalid'],
    [{ key: '../shops' }, 'request_invalid'],
    [{ title: 'two\nlines' }, 'request_invalid'],
    [{ from: 'nothing' }, 'request_invalid'],
    [{ rev: 1 }, 'request_invalid'],
  ])('is not made of %j', async (over, code) => {
    expect(codeOf((await own.create(over)).body)).toBe(code);
    expect((await own.world.ask('get', '/own-templates')).body).toEqual({ templates: [] });
  });

  it('is nobody else’s', async () => {
    await own.create();

    expect((await own.world.as(stranger)('get', '/own-templates/ours')).status).toBe(404);
    expect((await own.world.as(stranger)('post', '/own-templates/ours/publish', { rev: 1 })).status).toBe(
      404,
    );
  });
});

describe('a draft of it', () => {
  it('is kept with errors, and says where they are', async () => {
    await own.create();

    const { draft, problems, rev } = await viewOf(own.save(1, broken));

    expect(rev).toBe(2);
    expect(draft).toMatchObject({ template: broken, savedBy: '7' });
    expect(problems).toEqual([
      expect.objectContaining({ path: 'subject', line: 1, column: 8, didYouMean: 'customer' }),
      expect.objectContaining({ path: 'blocks.0.rich', line: 2, column: 4, didYouMean: 'cart.total' }),
    ]);
  });

  it.each([['nonsense'], [null], [[]], [{ $set: { 'a.b': 1 } }], [{ version: 2 }], [{ blocks: [{}] }]])(
    'is kept as it was written, whatever that is: %j',
    async (template) => {
      await own.create();

      const saved = await viewOf(own.save(1, template));

      expect(saved.draft?.template).toEqual(template);
      expect(saved.problems.length).toBeGreaterThan(0);
      expect(codeOf((await own.publish(2)).body)).toBe('template_unfinished');
    },
  );

  it('is refused when it is too deep, too large or no text', async () => {
    await own.create();
    let deep: unknown = 'x';
    for (let level = 0; level < 40; level += 1) deep = [deep];

    expect(codeOf((await own.save(1, deep)).body)).toBe('request_invalid');
    expect(codeOf((await own.save(1, { words: 'x'.repeat(30_000) })).body)).toBe('request_invalid');
    expect((await own.save(1, { words: 'x'.repeat(150_000) })).status).toBe(413);
    expect(await own.open()).toMatchObject({ rev: 1 });
  });

  it('is never overwritten by somebody who has not seen it, and a repeat is no second save', async () => {
    await own.create();
    const first = await viewOf(own.save(1));

    expect(await viewOf(own.save(1))).toEqual(first);
    const answer = await own.save(1, broken);
    expect(codeOf(answer.body)).toBe('version_conflict');
    expect(fieldsOf(answer.body)).toEqual({ rev: 'you saw 1, it is 2' });
    expect(await own.open()).toEqual(first);
  });

  it('is one of two that were saved at the same moment', async () => {
    await own.create();

    const answers = await Promise.all([own.save(1), own.save(1, broken)]);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await own.open()).rev).toBe(2);
  });

  it('can be thrown away', async () => {
    await own.published();
    await own.save(3, broken);

    const left = await viewOf(own.post('/ours/draft/discard', { rev: 4 }));

    expect(left).toMatchObject({ draft: null, problems: [], published: 1, rev: 5 });
  });
});

describe('publishing', () => {
  it('freezes it, compiled and stored, so that no worker compiles anything', async () => {
    const view = await own.published();

    expect(view).toMatchObject({ published: 1, draft: null, rev: 3 });
    expect(view.versions).toMatchObject([{ version: 1, createdBy: '7', template: aTemplate() }]);
    const [form] = await own.world.data.connection.collection('compiled_mails').find().toArray();
    expect(JSON.stringify(form)).toContain('Our own words');
  });

  it('is refused while something is wrong, with every place', async () => {
    await own.create();
    await own.save(1, broken);

    const answer = await own.publish(2);

    expect(answer.status).toBe(422);
    expect(codeOf(answer.body)).toBe('template_unfinished');
    expect(fieldsOf(answer.body)).toEqual({
      subject: 'line 1, column 8: there is no custmer in this mail; did you mean customer?',
      'blocks.0.rich': 'line 2, column 4: there is no cart.totl in this mail; did you mean cart.total?',
    });
    expect(await own.open()).toMatchObject({ published: 0, rev: 2, versions: [] });
  });

  it('is done once, however often it is asked for', async () => {
    await own.create();
    const [one, other] = await Promise.all([own.publish(1), own.publish(1)]);

    expect([one?.status, other?.status]).toContain(200);
    expect((await own.publish(1)).status).toBe(200);
    expect((await own.open()).versions).toHaveLength(1);
  });

  it('goes on where a process died between the version and the template', async () => {
    await own.create();
    await own.save(1);
    const { template } = (await own.open()).draft ?? {};
    const version = { shop: lumen, key: 'ours', version: 1, template, of: 2, createdAt: new Date() };
    await own.world.data.connection
      .collection<{ _id: string }>('mail_template_versions')
      .insertOne({ _id: `${lumen}/ours@1`, ...version });

    expect(await viewOf(own.publish(2))).toMatchObject({ published: 1, versions: [{ version: 1 }] });
  });

  it('passes a version by that another publishing died with', async () => {
    await own.create();
    const version = { shop: lumen, key: 'ours', version: 1, template: broken, of: 1, createdAt: new Date() };
    await own.world.data.connection
      .collection<{ _id: string }>('mail_template_versions')
      .insertOne({ _id: `${lumen}/ours@1`, ...version });
    await own.save(1);

    expect(await viewOf(own.publish(2))).toMatchObject({ published: 2 });
  });

  it('can be taken back to an earlier version', async () => {
    await own.published();
    await own.save(3, aTemplate({ subject: 'Second' }));
    await own.publish(4);

    const back = await viewOf(own.post('/ours/roll-back', { rev: 5, version: 1 }));

    expect(back).toMatchObject({ published: 1, rev: 6, versions: [{ version: 2 }, { version: 1 }] });
    expect(codeOf((await own.post('/ours/roll-back', { rev: 6, version: 9 })).body)).toBe('request_invalid');
  });

  it('has nothing to publish without a draft', async () => {
    await own.published();

    expect(codeOf((await own.publish(3)).body)).toBe('request_invalid');
  });
});
