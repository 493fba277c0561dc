import { mailCategories } from '../../shop/preferences.ts';
import type { MailCategory, MailChoices } from '../../shop/preferences.ts';
import type { Language } from './languages.ts';
import { leavingStyles } from './leaving-styles.ts';
import type { LeavingWords } from './words/leaving-words.ts';

/** The words people saw: kept with what they said. */
export const leavingTextVersion = ({ tag }: Language): string => `leave-2/${tag}`;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** What a page is about. `choices` are those that hold now. */
export interface LeavingView {
  readonly language: Language;
  readonly shopName: string;
  readonly zone: string;
  readonly now: Date;
  readonly unsubscribed: boolean;
  readonly choices?: MailChoices | undefined;
}

/** Escaped, with what stands in braces put in; a shop may be called anything, also `$&`. */
const say = ({ shopName, language }: LeavingView, key: keyof LeavingWords, date = ''): string =>
  escape(language.words[key])
    .replace('{shop}', () => escape(shopName))
    .replace('{date}', () => escape(date));

const dayOf = ({ language, zone }: LeavingView, at: Date): string =>
  new Intl.DateTimeFormat(language.tag, { dateStyle: 'long', timeZone: zone }).format(at);

const documentOf = (
  { language, shopName }: Pick<LeavingView, 'language' | 'shopName'>,
  { title, body }: { title: string; body: string },
): string => `<!doctype html>
<html lang="${language.tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${leavingStyles}</style></head>
<body><main>${shopName === '' ? '' : `<p class="shop">${escape(shopName)}</p>`}${body}</main></body></html>`;

const button = (label: string, { action, quiet = false }: { action: string; quiet?: boolean }): string =>
  `<form method="post"><input type="hidden" name="action" value="${action}"><button${quiet ? ' class="quiet"' : ''} type="submit">${label}</button></form>`;

const option = (
  kind: 'radio' | 'checkbox',
  { name, value, checked }: { name: string; value: string; checked: boolean },
  label: string,
): string =>
  `<label><input type="${kind}" name="${name}" value="${value}"${checked ? ' checked' : ''}><span>${label}</span></label>`;

const pauseOf = ({ choices, now }: LeavingView): Date | undefined =>
  choices?.pausedUntil !== undefined && choices.pausedUntil > now ? choices.pausedUntil : undefined;

const rhythms = (view: LeavingView): string => {
  const paused = pauseOf(view);
  const weekly = view.choices?.weekly === true;
  const held = paused !== undefined ? 'stay' : weekly ? 'weekly' : 'always';
  const radio = (value: string, label: string): string =>
    option('radio', { name: 'rhythm', value, checked: held === value }, label);
  return [
    ...(paused === undefined ? [] : [radio('stay', say(view, 'stayPaused', dayOf(view, paused)))]),
    radio('always', say(view, 'always')),
    radio('weekly', say(view, 'weekly')),
    radio('pause', say(view, 'pause')),
  ].join('');
};

const kindOption = (view: LeavingView, category: MailCategory): string => {
  const checked = view.choices?.without.includes(category) !== true;
  const label = `${say(view, category)}<small>${say(view, `${category}Hint`)}</small>`;
  return option('checkbox', { name: 'kinds', value: category, checked }, label);
};

const chooseForm = (view: LeavingView): string =>
  `<form method="post"><input type="hidden" name="action" value="choose">
<fieldset><legend>${say(view, 'howOften')}</legend>${rhythms(view)}</fieldset>
<fieldset><legend>${say(view, 'which')}</legend>${mailCategories.map((each) => kindOption(view, each)).join('')}</fieldset>
<button class="quiet" type="submit">${say(view, 'save')}</button></form>`;

const leaveForm = (view: LeavingView): string =>
  `<h2>${say(view, 'leaveTitle')}</h2><p>${say(view, 'leaveText')}</p>${button(say(view, 'leave'), { action: 'leave' })}`;

const pausedNote = (view: LeavingView): string => {
  const paused = pauseOf(view);
  return paused === undefined ? '' : `<p class="note">${say(view, 'pausedUntil', dayOf(view, paused))}</p>`;
};

const done = '<div class="done" aria-hidden="true">✓</div>';

/** One click from the mail; the next leaves, or chooses. Shows what holds and changes nothing. */
export const preferencePage = (view: LeavingView): string => {
  if (view.unsubscribed) return leftPage(view);
  const head = `<h1>${say(view, 'title')}</h1><p>${say(view, 'intro')}</p>${pausedNote(view)}`;
  const body = `${head}${leaveForm(view)}<div class="or">${say(view, 'or')}</div>${chooseForm(view)}`;
  return documentOf(view, { title: say(view, 'title'), body });
};

export const leftPage = (view: LeavingView): string =>
  documentOf(view, {
    title: say(view, 'leftTitle'),
    body: `${done}<h1>${say(view, 'leftTitle')}</h1><p>${say(view, 'leftText')}</p>
<p>${say(view, 'byMistake')}</p>${button(say(view, 'subscribeAgain'), { action: 'return', quiet: true })}`,
  });

/** After choosing or coming back: what holds now, and that it can be changed again. */
const confirmed = (view: LeavingView, words: { title: string; text: string }): string =>
  documentOf(view, {
    title: words.title,
    body: `${done}<h1>${words.title}</h1><p>${words.text}</p>${pausedNote(view)}${chooseForm(view)}
<div class="or">${say(view, 'leaveTitle')}</div>${button(say(view, 'leave'), { action: 'leave', quiet: true })}`,
  });

export const savedPage = (view: LeavingView): string =>
  confirmed(view, { title: say(view, 'saved'), text: say(view, 'savedText') });

export const returnedPage = (view: LeavingView): string =>
  confirmed(view, { title: say(view, 'backTitle'), text: say(view, 'backText') });

const plainPage = (language: Language, words: { title: string; text: string }): string =>
  documentOf(
    { language, shopName: '' },
    { title: escape(words.title), body: `<h1>${escape(words.title)}</h1><p>${escape(words.text)}</p>` },
  );

export const brokenLinkPage = (language: Language): string =>
  plainPage(language, { title: language.words.brokenTitle, text: language.words.brokenText });

/** Whoever tests a mail tries this link, too. */
export const testLinkPage = (language: Language): string =>
  plainPage(language, { title: language.words.testTitle, text: language.words.testText });
