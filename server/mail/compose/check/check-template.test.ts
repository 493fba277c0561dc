import { afterAll, describe, expect, it } from '@jest/globals';
import { createLiquidSandbox } from '../liquid/liquid-sandbox.ts';
import { checkTemplate } from './check-template.ts';

const sandbox = createLiquidSandbox();
afterAll(() => sandbox.close());

const template = (over: object = {}) => ({
  version: 1,
  language: 'en',
  subject: 'Hi',
  preheader: '',
  blocks: [{ kind: 'text', rich: 'x' }],
  ...over,
});

describe('checking a template', () => {
  it('passes a good one on', async () => {
    expect(await checkTemplate(sandbox, template())).toEqual({ template: template(), problems: [] });
  });

  it('keeps one with broken Liquid, and names field, line and column', async () => {
    const blocks = [
      { kind: 'columns', columns: [[{ kind: 'text', rich: 'a\n{{ cart.totl }}' }], []] },
      { kind: 'button', words: '{% if a %}', href: '{{ nowhere }}' },
    ];

    const { template: kept, problems } = await checkTemplate(
      sandbox,
      template({ blocks }),
      'abandoned-checkout',
    );

    expect(kept).toBeDefined();
    expect(problems).toMatchObject([
      { path: 'blocks.0.columns.0.0.rich', line: 2, column: 4, didYouMean: 'cart.total' },
      { path: 'blocks.1.words', line: 1, column: 1 },
      { path: 'blocks.1.href', message: 'there is no nowhere in this mail' },
    ]);
  });

  it('undoes what editors do to Liquid before it looks', async () => {
    const blocks = [{ kind: 'text', rich: '{% if product.quantity &gt; 1 %}x{% endif %}' }];

    expect((await checkTemplate(sandbox, template({ blocks }))).problems).toEqual([]);
  });

  it.each([
    [{ version: 2 }, 'version'],
    [{ subject: 'a\r\nBcc: x' }, 'subject'],
    [{ language: 'en"><script>' }, 'language'],
    [{ blocks: [{ kind: 'image', url: 'javascript:alert(1)', alt: '' }] }, 'blocks.0.url'],
    [{ blocks: [{ kind: 'nothing' }] }, 'blocks.0.kind'],
    [{ blocks: [{ kind: 'text', rich: 'x'.repeat(20_001) }] }, 'blocks.0.rich'],
    [{ extra: 1 }, ''],
  ])('refuses %j as no template', async (over, path) => {
    const { template: none, problems } = await checkTemplate(sandbox, template(over));

    expect(none).toBeUndefined();
    expect(problems.map((each) => each.path)).toContain(path);
  });
});
