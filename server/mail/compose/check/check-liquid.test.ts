import { describe, expect, it } from '@jest/globals';
import { builtInKeys, builtInTemplate } from '../../templates/built-in-templates.ts';
import { checkLiquid } from './check-liquid.ts';
import { didYouMean } from './did-you-mean.ts';
import { liquidFields } from './liquid-fields.ts';
import { variableList, variablesOf } from './variables.ts';

const all = variablesOf(undefined);

describe('checking Liquid', () => {
  it.each([
    ['Hi {{ customer.firstNam }}', { line: 1, column: 7, didYouMean: 'customer.firstName' }],
    ['a\n  {{ cutomer.firstName }}', { line: 2, column: 6, didYouMean: 'customer' }],
    [
      '{% for line in cart.lines %}\n{{ line.titel }}{% endfor %}',
      { line: 2, column: 4, didYouMean: 'line.title' },
    ],
    ['{{ cart.lines[0].prise }}', { line: 1, column: 4, didYouMean: 'cart.lines.0.price' }],
    ['{{ customer.firstName | upcse }}', { line: 1, column: 1, didYouMean: 'upcase' }],
    ['{% fro a in cart.lines %}{% endfor %}', { line: 1, column: 1, didYouMean: 'for' }],
  ])('says where %s is wrong and what was meant', (source, problem) => {
    expect(checkLiquid(source, all)).toMatchObject([problem]);
  });

  it.each([
    ['{{ cart.lines }}', 'cart.lines is no text: print one of its parts'],
    ['{{ customer }}', 'customer is no text: print one of its parts'],
    [
      '{% for x in customer.firstName %}{% endfor %}',
      'customer.firstName is no list: there is nothing to go through',
    ],
    ['{{ cart.total | times: 2 }}', 'times needs a number, and cart.total is none'],
    ['{{ product.title | join: "," }}', 'join needs a list, and product.title is none'],
  ])('knows the wrong type in %s', (source, message) => {
    expect(checkLiquid(source, all)).toMatchObject([{ message }]);
  });

  it.each([
    '{% for line in cart.lines %}{{ forloop.index }} {{ line.title }}{% endfor %}',
    '{% assign name = customer.firstName | upcase %}{{ name }}',
    '{{ cart.lines.size }} {{ cart.lines.first.title }} {{ suggestions[1].price }}',
    '{% if product.quantity > 1 %}{{ product.quantity | times: 2 }}{% endif %}',
    'no Liquid at all { }',
  ])('finds nothing in %s', (source) => {
    expect(checkLiquid(source, all)).toEqual([]);
  });

  it('knows what each kind of flow has', () => {
    expect(checkLiquid('{{ cart.total }}', variablesOf('replenishment'))).toHaveLength(1);
    expect(checkLiquid('{{ order.placedAt }}', variablesOf('replenishment'))).toEqual([]);
    expect(variableList('abandoned-checkout')).toContainEqual({ path: 'cart.lines[].title', type: 'text' });
    expect(variableList('on-event').map(({ path }) => path)).not.toContain('cart.total');
  });

  it('guesses only what is near', () => {
    expect(didYouMean('firstname', ['firstName', 'lastName'])).toBe('firstName');
    expect(didYouMean('zebra', ['firstName', 'lastName'])).toBeUndefined();
  });

  it.each(
    builtInKeys.flatMap((key) => ['en', 'de', 'fr', 'es', 'el', 'zh-CN'].map((locale) => [key, locale])),
  )('finds nothing wrong with %s in %s', (key, locale) => {
    const template = builtInTemplate(key, [locale]);
    const fields = template === undefined ? [] : liquidFields(template);

    expect(fields.length).toBeGreaterThan(4);
    expect(fields.flatMap(({ source }) => checkLiquid(source, all))).toEqual([]);
  });
});
