import type { Template } from 'liquidjs';
import { EncoreError } from '../../lib/errors.ts';
import { toMjml } from './blocks-to-mjml.ts';
import { htmlLiquid, textLiquid } from './liquid.ts';
import type { MailTemplate } from './mail-template.ts';
import type { Theme } from './theme.ts';

/** Everything of a template that is the same for each recipient. */
export interface CompiledTemplate {
  readonly html: Template[];
  readonly text: Template[];
  readonly subject: Template[];
}

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

export const compileTemplate = async (template: MailTemplate, theme: Theme): Promise<CompiledTemplate> => {
  try {
    const html = squeeze(await compileMjml(toMjml(template, theme)));
    return {
      html: htmlLiquid.parse(html),
      text: textLiquid.parse(template.text),
      subject: textLiquid.parse(template.subject),
    };
  } catch (error) {
    if (error instanceof EncoreError) throw error;
    throw new EncoreError('template_invalid', { cause: error });
  }
};
