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

/** Throws `template_invalid`. */
export const compileMail = async (template: MailTemplate, theme: Theme): Promise<CompiledMail> => {
  const { source, slots } = toMjml(template, theme);
  return {
    language: template.language,
    subject: template.subject,
    html: { source: squeeze(await compileMjml(source)), slots: [...slots] },
    text: toText(template, theme),
  };
};
