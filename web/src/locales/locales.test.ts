/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import frame from './en-frame.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import zhHans from './zh-hans.json' with { type: 'json' };

/** Names and measures that every language writes alike. */
const everywhere = ['Encore', 'SPF', 'DKIM', 'DMARC', '{{kilobytes}} kB'];

/** Words that a language and English share. */
const shared: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Checkouts',
    'Code',
    'Codes',
    'Desktop',
    'Details',
    'Flow',
    'Flows',
    'Format',
    'Link',
    'Name',
    'Normal',
    'Plan',
    'Segment',
    'Status',
    'Tag',
    'Text',
    'Variable',
    'Version',
    'Version {{version}}',
  ],
  fr: [
    '{{count}} minute',
    '{{count}} minutes',
    'Absence',
    'Action',
    'Code',
    'Codes',
    'Contact',
    'Condition {{number}}',
    'Contacts',
    'Format',
    'Message',
    'Messages',
    'Place {{place}}',
    'Segment',
    'Segments',
    'Source',
    'Total',
    'Type',
    'Variable',
    'Version',
    'Version {{version}}',
    'Versions',
    'condition',
    'minutes',
    'suggestions',
  ],
  es: ['No', 'Normal', 'Plan', 'Total', 'Variable', 'no'],
  'zh-Hans': [],
};

const wordsIn = (part: object, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[`${path}${key}`, value] as const];
    return typeof value === 'object' && value !== null ? wordsIn(value, `${path}${key}.`) : [];
  });

const english = new Map([...wordsIn(frame), ...wordsIn(en)]);
const pluralEnd = /_(?:zero|one|two|few|many|other)$/;
/** A key that ends like a plural is one where its `_other` is there as well. */
const baseOf = (key: string): string | undefined => {
  const base = key.replace(pluralEnd, '');
  return base !== key && english.has(`${base}_other`) ? base : undefined;
};

/** The keys that a language has to have: each plural in its own categories. */
const keysFor = (language: string): readonly string[] => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const keys = [...english.keys()].flatMap((key) => {
    const base = baseOf(key);
    return base === undefined ? [key] : pluralCategories.map((category) => `${base}_${category}`);
  });
  return [...new Set(keys)].toSorted();
};

const originalOf = (key: string): string => {
  const base = key.replace(pluralEnd, '');
  return english.get(key) ?? english.get(`${base}_other`) ?? '';
};

/** What is filled in, and any tags: as often as in English, in any order. */
const holesIn = (words: string): readonly string[] =>
  [...words.matchAll(/\{\{[^}]*\}\}|\$t\([^)]*\)|<[^<>{}]+>/g)].map(([hole]) => hole).toSorted();

/** Marks and what is filled in say nothing by themselves. */
const saysSomething = (words: string): boolean => /\p{L}/u.test(words.replaceAll(/\{\{[^}]*\}\}/g, ''));

describe('the English words', () => {
  it('have both plurals wherever they have one', () => {
    expect(keysFor('en')).toEqual([...english.keys()].toSorted());
  });
});

describe.each([
  ['de', de],
  ['fr', fr],
  ['es', es],
  ['zh-Hans', zhHans],
])('the words in %s', (language, words) => {
  const translated = wordsIn(words);

  it('are those that there are in English, each plural in every form the language has', () => {
    expect(translated.map(([key]) => key).toSorted()).toEqual(keysFor(language));
  });

  it('are filled in with the same things', () => {
    const different = translated.filter(
      ([key, value]) => holesIn(value).join() !== holesIn(originalOf(key)).join(),
    );

    expect(different).toEqual([]);
  });

  it('were all translated', () => {
    const alike = new Set([...everywhere, ...(shared[language] ?? [])]);
    const left = translated.filter(
      ([key, value]) => saysSomething(value) && value === originalOf(key) && !alike.has(value),
    );

    expect(left).toEqual([]);
  });

  it('have nothing loose at their ends, and typographic quotation marks', () => {
    expect(translated.filter(([, value]) => value !== value.trim() || /["`]/.test(value))).toEqual([]);
  });
});

describe('the words in French', () => {
  it('keep high punctuation on the line of its word', () => {
    expect(wordsIn(fr).filter(([, value]) => / [;:?!»%]|« /.test(value))).toEqual([]);
  });
});

describe('the words in Simplified Chinese', () => {
  it('are punctuated as Chinese is', () => {
    expect(wordsIn(zhHans).filter(([, value]) => /\p{Script=Han}[,.:;?!]/u.test(value))).toEqual([]);
  });
});
