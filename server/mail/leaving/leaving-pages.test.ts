import { describe, expect, it } from '@jest/globals';
import { noon } from '../../testing/mail/mail-builders.ts';
import { languages } from './languages.ts';
import { leftPage, preferencePage, returnedPage, savedPage } from './leaving-pages.ts';
import type { LeavingView } from './leaving-pages.ts';
import { en } from './words/en.ts';
import type { LeavingWords } from './words/leaving-words.ts';

const view = (over: Partial<LeavingView> = {}): LeavingView => ({
  language: { tag: 'en', words: en },
  shopName: 'Lumen & Oak',
  zone: 'Europe/Berlin',
  now: noon,
  unsubscribed: false,
  ...over,
});

const placeholdersOf = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
const entriesOf = (words: LeavingWords): readonly [string, string][] => Object.entries<string>({ ...words });
const english = new Map(entriesOf(en));
/** Words that two languages share. */
const shared = new Set(['fr suggestions']);

describe.each(languages.map((language) => [language.tag, language] as const))('in %s', (tag, language) => {
  const words = new Map(entriesOf(language.words));

  it('every word is there, and none is empty', () => {
    expect([...words.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect([...words.values()].filter((word) => word.trim() === '')).toEqual([]);
  });

  it('every word names what the English one names', () => {
    for (const [key, text] of english)
      expect([key, placeholdersOf(words.get(key) ?? '')]).toEqual([key, placeholdersOf(text)]);
  });

  it('no word is left in English', () => {
    const same = [...words].filter(
      ([key, text]) => text === english.get(key) && !shared.has(`${tag} ${key}`),
    );

    expect(tag === 'en' ? [] : same).toEqual([]);
  });

  it('no page leaves a gap in its sentences', () => {
    const choices = { pausedUntil: new Date(noon.getTime() + 86_400_000), weekly: false, without: [] };
    const shown = view({ language, choices });

    for (const page of [preferencePage(shown), savedPage(shown), returnedPage(shown), leftPage(shown)]) {
      expect(page).not.toMatch(/\{(shop|date)\}|undefined/);
      expect(page).toContain(`lang="${tag}"`);
      expect(page).toContain('Lumen &amp; Oak');
    }
  });
});

describe('a page', () => {
  it('needs no script, no picture and nothing from elsewhere', () => {
    const html = preferencePage(view());

    expect(html).not.toMatch(/<script|<img|<link|url\(|https?:/);
  });

  it('shows a shop’s name as text, whatever it is', () => {
    const html = preferencePage(view({ shopName: '$& <img src=x onerror=alert(1)> {date}' }));

    expect(html).not.toContain('<img');
    expect(html).toContain('$&amp; &lt;img src=x');
  });

  it('says nothing of a pause that is over', () => {
    const over = { pausedUntil: new Date(noon.getTime() - 1), weekly: false, without: [] };

    const html = preferencePage(view({ choices: over }));

    expect(html).not.toContain('value="stay"');
    expect(html).toContain('value="always" checked');
  });

  it('counts days as the shop does', () => {
    const lateInBerlin = { pausedUntil: new Date('2026-12-23T23:30:00Z'), weekly: false, without: [] };

    expect(preferencePage(view({ choices: lateInBerlin }))).toContain('before December 24, 2026');
  });
});
