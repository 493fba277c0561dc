import type { Block, MailTemplate, TemplatePort } from '../compose/mail-template.ts';
import { layouts } from './layouts.ts';
import { spokenOf } from './languages.ts';
import type { TemplateKey } from './mail-words.ts';

const keys: readonly string[] = Object.keys(layouts);

const isKey = (key: string): key is TemplateKey => keys.includes(key);

/** The keys of the templates that come with Encore. */
export const builtInKeys: readonly TemplateKey[] = keys.filter(isKey);

const kept = new Map<string, MailTemplate>();

const make = (key: TemplateKey, locales: readonly string[]): MailTemplate => {
  const { language, words } = spokenOf(locales);
  const name = `${key} ${language}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const { subject, preheader } = words.templates[key];
  const blocks: Block[] = [...layouts[key](words.templates)];
  const template: MailTemplate = { version: 1, language, subject, preheader, blocks };
  kept.set(name, template);
  return template;
};

/** The built-in template of this key in the first of these locales that we write in. */
export const builtInTemplate = (key: string, locales: readonly string[]): MailTemplate | undefined =>
  isKey(key) ? make(key, locales) : undefined;

export const builtInTemplates: TemplatePort = {
  find: ({ key }, locales) => Promise.resolve(builtInTemplate(key, locales)),
};
