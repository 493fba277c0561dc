import { digest } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import { toMjml } from './blocks-to-mjml.ts';
import { toText } from './blocks-to-text.ts';
import type { CompiledMail } from './compiled-mail.ts';
import type { MailTemplate } from './mail-template.ts';
import type { Theme } from './theme.ts';

/** MJML takes half a second to load, so only who compiles loads it. */
const compileMjml = async (source: string): Promise<string> => {
  const { default: mjml2html } = await import('mjml');
  const { html, errors } = await mjml2html(source, { fonts: {}, validationLevel: 'soft' });
  if (errors.length === 0) return html;
  throw new EncoreError('template_invalid', {
    message: errors.map((each) => each.formattedMessage).join('\n'),
  });
};

/** Comments for Outlook stay; blanks between tags go, which is a third of the size. */
const squeeze = (html: string): string => html.replaceAll(/>\s*\n\s*</g, '><').replaceAll(/\n\s+/g, '\n');

/** Everything that a compiled form is made of, so that its digest names it. */
export interface MailSource {
  /** Of a template in a theme: what prints otherwise has another one. */
  readonly id: string;
  /** Throws `template_invalid`. */
  compile(): Promise<CompiledMail>;
}

/** Cheap: MJML is written here, and only compiled when it is asked for. */
export const mailSourceOf = (template: MailTemplate, theme: Theme): MailSource => {
  const { language, subject } = template;
  const html = toMjml(template, theme);
  const text = toText(template, theme);
  return {
    id: digest('compiled-mail', JSON.stringify([language, subject, html, text, theme])),
    compile: async () => ({
      language,
      subject,
      html: { source: squeeze(await compileMjml(html.source)), slots: [...html.slots] },
      text,
    }),
  };
};

/** Throws `template_invalid`. */
export const compileMail = (template: MailTemplate, theme: Theme): Promise<CompiledMail> =>
  mailSourceOf(template, theme).compile();
