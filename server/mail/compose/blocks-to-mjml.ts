import { assertNever } from '../../lib/assert-never.ts';
import type { Block, MailTemplate } from './mail-template.ts';
import { mailStyles } from './mail-styles.ts';
import { featuredRow, lineRows, pickRows } from './product-rows.ts';
import type { Theme } from './theme.ts';

const ink = '#1c1c1a';
const quiet = '#6d6d68';

const section = (inner: string, padding = '0 40px'): string =>
  `<mj-section css-class="card pad" background-color="#ffffff" padding="${padding}"><mj-column padding="0">${inner}</mj-column></mj-section>`;

const table = (rows: string, padding = '0'): string =>
  `<mj-table padding="${padding}" cellpadding="0" cellspacing="0" width="100%" table-layout="auto">${rows}</mj-table>`;

const button = (words: string, theme: Theme): string =>
  section(
    `<mj-button css-class="cta" href="{{ actionUrl }}" background-color="${theme.color}" color="${theme.onColor}" border-radius="8px" font-size="17px" font-weight="600" line-height="24px" inner-padding="16px 36px" padding="28px 0 8px">${words}</mj-button>`,
  );

const blockMjml = (block: Block, theme: Theme): string => {
  switch (block.kind) {
    case 'heading':
      return section(
        `<mj-text css-class="hero ink" align="center" font-size="34px" line-height="41px" font-weight="700" letter-spacing="-0.5px" color="${ink}" padding="36px 0 0">${block.words}</mj-text>`,
      );
    case 'text':
      return section(
        `<mj-text css-class="ink" align="center" font-size="17px" line-height="27px" color="${ink}" padding="14px 0 12px">${block.words}</mj-text>`,
      );
    case 'button':
      return button(block.words, theme);
    case 'lines':
      return section(table(lineRows, '12px 0 0'));
    case 'featured':
      return section(table(featuredRow, '16px 0 0'));
    case 'suggestions':
      return section(table(pickRows, '12px 0 0'));
    case 'note':
      return section(
        `<mj-text css-class="soft" align="center" font-size="14px" line-height="21px" color="${quiet}" padding="10px 0 0">${block.words}</mj-text>`,
      );
    default:
      return assertNever(block);
  }
};

const header = `
<mj-section css-class="pad" padding="28px 40px 20px"><mj-column padding="0">
  <mj-text css-class="ink" align="center" padding="0" font-size="22px" line-height="32px" font-weight="700" color="${ink}"><a href="{{ shop.url }}" style="text-decoration:none;color:${ink}">{% if shop.logoUrl %}<img src="{{ shop.logoUrl }}" alt="{{ shop.name }}" height="40" style="display:inline-block;height:40px;width:auto;border:0;font-size:22px;line-height:40px" />{% else %}{{ shop.name }}{% endif %}</a></mj-text>
</mj-column></mj-section>`;

const footer = `
<mj-section css-class="pad" padding="24px 40px 40px"><mj-column padding="0">
  <mj-text css-class="soft" align="center" padding="0" font-size="13px" line-height="20px" color="${quiet}">{{ labels.why }}<br /><a href="{{ unsubscribeUrl }}" style="color:${quiet};text-decoration:underline">{{ labels.unsubscribe }}</a></mj-text>
  <mj-text css-class="soft" align="center" padding="12px 0 0" font-size="13px" line-height="20px" color="${quiet}">{{ shop.name }}{% if shop.postalAddress != '' %} · {{ shop.postalAddress }}{% endif %}</mj-text>
</mj-column></mj-section>`;

const head = (template: MailTemplate, theme: Theme): string => `
<mj-head>
  <mj-title>{{ subject }}</mj-title>
  <mj-preview>${template.preheader}</mj-preview>
  <mj-raw><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /></mj-raw>
  <mj-attributes><mj-all font-family="${theme.fontFamily}" /></mj-attributes>
  <mj-style>:root { color-scheme: light dark; supported-color-schemes: light dark; } ${mailStyles(theme)}</mj-style>
</mj-head>`;

const band = (edge: 'top' | 'bottom'): string =>
  `<mj-section css-class="card" background-color="#ffffff" border-radius="${edge === 'top' ? '14px 14px 0 0' : '0 0 14px 14px'}" padding="${edge === 'top' ? '6px' : '22px'} 0"><mj-column><mj-spacer height="6px" /></mj-column></mj-section>`;

/** Blocks to MJML, with the Liquid still in it. */
export const toMjml = (template: MailTemplate, theme: Theme): string => `
<mjml lang="${theme.lang}" dir="${theme.dir}">${head(template, theme)}
<mj-body css-class="page" background-color="#f3f3f0" width="600px">${header}${band('top')}${template.blocks
  .map((block) => blockMjml(block, theme))
  .join('')}${band('bottom')}${footer}</mj-body></mjml>`;
