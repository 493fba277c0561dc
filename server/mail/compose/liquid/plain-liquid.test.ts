import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compilePlain } from './plain-liquid.ts';
import { htmlLiquid, textLiquid } from './safe-liquid.ts';
import { splitLiquid } from './split-liquid.ts';

const data = {
  customer: { firstName: 'Mara & <b>' },
  product: { title: "O'Neill", quantity: 3 },
  cart: { lines: [{ title: 'Soap' }] },
  offer: {},
};

describe('plain Liquid', () => {
  it.each([
    ['Hi {{ customer.firstName }}', 'Hi Mara &amp; &lt;b&gt;'],
    ['{{ offer.code | default: "none" }}', 'none'],
    ['{% if offer.code %}a{% elsif product.quantity > 2 %}b{% else %}c{% endif %}', 'b'],
    ['{% if customer.firstName %}{% if offer.code %}x{% else %}y{% endif %}{% endif %}', 'y'],
    ['{{ cart.lines[0].title }}', 'Soap'],
    ['{{ missing.entirely }}', ''],
    ['a { b } % c', 'a { b } % c'],
  ])('prints %s', (source, text) => {
    expect(compilePlain(source, true)?.(data)).toBe(text);
  });

  it.each([
    '{% for line in cart.lines %}{% endfor %}',
    '{{ cart.lines.size }}',
    '{{ cart.lines | first }}',
    '{{- customer.firstName -}}',
    '{% if a and b %}{% endif %}',
    '{% if a %}',
    '{% endif %}',
    '{% else %}',
    '{% if a %}{% else %}{% elsif b %}{% endif %}',
    '{{ }}',
    '{{ "words" }}',
    '{{ a | upcase }}',
    String.raw`{{ a | default: "\" }}`,
  ])('leaves %s to LiquidJS', (source) => {
    expect(compilePlain(source, true)).toBeUndefined();
  });

  it('looks at ten thousand open braces once, not once each', () => {
    expect(splitLiquid('{{'.repeat(50_000))).toHaveLength(1);
    expect(splitLiquid(`${'{%'.repeat(50_000)}{{ a }}`)).toHaveLength(3);
  });

  it('prints what LiquidJS prints, whatever the data', () => {
    const path = fc.constantFrom('a', 'b', 'c.d', 'c.e', 'f[0]', 'f[1].d', 'x');
    const words = fc.string({ maxLength: 6 }).map((text) => text.replaceAll(/[{}%"'\\]/g, ''));
    const leaf = fc.oneof(
      words,
      path.map((each) => `{{ ${each} }}`),
      fc.tuple(path, words).map(([each, other]) => `{{ ${each} | default: "${other}" }}`),
    );
    const test = fc.oneof(
      path,
      fc.tuple(path, words).map(([each, other]) => `${each} == "${other}"`),
      fc
        .tuple(fc.constantFrom('a', 'c.d', 'x'), fc.constantFrom('>', '<', '>=', '<='), fc.nat(5))
        .map((parts) => parts.join(' ')),
    );
    const branch = fc
      .tuple(test, leaf, test, leaf, leaf)
      .map(([one, a, two, b, c]) => `{% if ${one} %}${a}{% elsif ${two} %}${b}{% else %}${c}{% endif %}`);
    const source = fc.array(fc.oneof(leaf, branch), { maxLength: 6 }).map((parts) => parts.join(''));
    const scalar = fc.oneof(fc.string({ maxLength: 6 }), fc.nat(6), fc.boolean(), fc.constant(null));
    const values = fc.record(
      {
        a: scalar,
        b: scalar,
        c: fc.record({ d: scalar, e: scalar }, { requiredKeys: [] }),
        f: fc.array(fc.record({ d: scalar })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(source, values, fc.boolean(), (text, given, escape) => {
        const plain = compilePlain(text, escape);
        fc.pre(plain !== undefined);
        const engine = escape ? htmlLiquid : textLiquid;
        expect(plain?.(given)).toBe(String(engine.parseAndRenderSync(text, given)));
      }),
      { numRuns: 300 },
    );
  });
});
