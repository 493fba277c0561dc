import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromLine, liquidOf, toEditor, toLine, toRich, variableIn } from './liquid-rich.ts';

const liquid = fc.constantFrom(
  '{{ customer.firstName | default: "there" }}',
  '{{ cart.total }}',
  '{% if products.size > 1 %}',
  '{% endif %}',
  "{{ 'a < b && c' }}",
);
const plain = fc.constantFrom('Hello', ' ', 'a & b', 'über', '1 < 2', '"quoted"', '😀');
const words = fc.array(fc.oneof(liquid, plain), { maxLength: 8 }).map((pieces) => pieces.join(''));
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const rich = fc
  .array(
    fc.oneof(
      liquid,
      plain.map(escaped),
      fc.constantFrom('<b>bold</b>', '<a href="{{ cart.url }}">there</a>', '<br>'),
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((pieces) => pieces.join(''));

/** What TipTap gives back: the same, with the label that it prints in each chip. */
const asTyped = (html: string): string =>
  html.replaceAll(/(<span data-liquid="[^"]*")><\/span>/g, '$1 contenteditable="false">First name</span>');

describe('rich text with Liquid in it', () => {
  it('comes back from the editor as it went in', () => {
    fc.assert(
      fc.property(rich, (text) => {
        expect(toRich(asTyped(toEditor(text)))).toBe(text);
      }),
    );
  });

  it('keeps several paragraphs and lists as they are', () => {
    const text = '<p>Hello {{ customer.firstName }}</p><ul><li><p>one</p></li></ul><p>Bye</p>';

    expect(toRich(toEditor(text))).toBe(text);
  });

  it('shows each piece of Liquid as one thing, also with a > in it, and leaves those in addresses alone', () => {
    expect(toEditor('{% if a > 1 %}<a href="{{ cart.url }}">x</a>{% endif %}')).toBe(
      '<p><span data-liquid="{% if a &gt; 1 %}"></span><a href="{{ cart.url }}">x</a><span data-liquid="{% endif %}"></span></p>',
    );
  });

  it('never lets words become tags of the editor', () => {
    expect(toEditor('{{ "><script>x</script>" }}')).not.toContain('<script>');
  });
});

describe('a line of words', () => {
  it('comes back from the editor as it went in', () => {
    fc.assert(
      fc.property(words, (text) => {
        const paragraph = { type: 'paragraph', content: toLine(text) };
        expect(fromLine({ type: 'doc', content: [paragraph] })).toBe(text);
      }),
    );
  });

  it('loses paragraphs and marks that were pasted', () => {
    const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text, marks: [] }] });

    expect(fromLine({ type: 'doc', content: [paragraph('one'), paragraph('two')] })).toBe('one two');
  });
});

describe('a variable', () => {
  it.each([
    ['{{ customer.firstName | default: "there" }}', { path: 'customer.firstName', fallback: 'there' }],
    ["{{customer.firstName|default:'there'}}", { path: 'customer.firstName', fallback: 'there' }],
    ['{{ cart.total }}', { path: 'cart.total', fallback: undefined }],
  ])('is read from %s', (text, variable) => {
    expect(variableIn(text)).toEqual(variable);
  });

  it.each(['{% if a %}', '{{ a | upcase }}', '{{ "words" }}', '{{ a | default: b }}'])(
    'is not what %s says',
    (text) => {
      expect(variableIn(text)).toBeUndefined();
    },
  );

  it('is written with its stand-in, whose quotes cannot end it', () => {
    const text = liquidOf({ path: 'customer.firstName', fallback: 'dear "friend"' });

    expect(variableIn(text)).toEqual({ path: 'customer.firstName', fallback: 'dear ”friend”' });
    expect(liquidOf({ path: 'cart.total', fallback: '' })).toBe('{{ cart.total }}');
  });
});
