import { assertNever } from '../../lib/assert-never.ts';
import { createSlotSheet } from './compiled-mail.ts';
import type { PrintedPart, SlotSheet } from './compiled-mail.ts';
import { escapeAroundLiquid, escapeHtml } from './escape-html.ts';
import type { Block, BlockOf, ColumnBlock, MailTemplate, ShowWhen } from './mail-template.ts';
import { mailStyles } from './mail-styles.ts';
import { cleanRich, withLinks } from './rich-text.ts';
import { mailInk } from './theme.ts';
import type { Theme } from './theme.ts';

const { plain: ink, quiet } = mailInk;

interface Pen extends SlotSheet {
  readonly theme: Theme;
}

const words = (pen: Pen, liquid: string): string =>
  pen.mark({ kind: 'words', liquid: escapeAroundLiquid(liquid) });

/** A mail's own way, or where the merchant leads. */
const wayOf = (pen: Pen, href: string | undefined): string =>
  href === undefined ? pen.mark({ kind: 'link', to: 'action' }) : pen.mark({ kind: 'address', liquid: href });

/** Links in it are slots of their own: Liquid passes their marks on like any word, so a condition may hold a link. */
const rich = (pen: Pen, source: string): string => {
  const liquid = withLinks(cleanRich(source), (href, inner) => {
    const way = pen.mark({ kind: 'address', liquid: href });
    return `<a href="${way}" style="color:inherit;text-decoration:underline">${inner}</a>`;
  });
  return pen.mark({ kind: 'words', liquid });
};

const alignOf = (align: 'start' | 'center' | undefined, { theme }: Pen): string => {
  if (align !== 'start') return 'center';
  return theme.direction === 'rtl' ? 'right' : 'left';
};

const heading = (block: BlockOf<'heading'>, pen: Pen): string => {
  const align = alignOf(block.align, pen);
  const font = `font-family="${pen.theme.headingFontFamily}" color="${ink}" align="${align}"`;
  return block.size === 'small'
    ? `<mj-text css-class="ink" ${font} font-size="20px" line-height="28px" font-weight="700" padding="16px 0 4px">${words(pen, block.words)}</mj-text>`
    : `<mj-text css-class="hero ink" ${font} font-size="34px" line-height="41px" font-weight="700" letter-spacing="-0.5px" padding="36px 0 0">${words(pen, block.words)}</mj-text>`;
};

const text = (block: BlockOf<'text'>, pen: Pen): string => {
  const align = alignOf(block.align, pen);
  return block.size === 'small'
    ? `<mj-text css-class="soft" align="${align}" font-size="14px" line-height="21px" color="${quiet}" padding="10px 0 0">${rich(pen, block.rich)}</mj-text>`
    : `<mj-text css-class="ink" align="${align}" font-size="17px" line-height="27px" color="${ink}" padding="14px 0 12px">${rich(pen, block.rich)}</mj-text>`;
};

const image = ({ url, alt, href, width }: BlockOf<'image'>, pen: Pen): string =>
  `<mj-image src="${escapeHtml(url)}" alt="${words(pen, alt)}" width="${width ?? 520}px" padding="16px 0 0" border-radius="12px"${href === undefined ? '' : ` href="${wayOf(pen, href)}"`} />`;

const button = (block: BlockOf<'button'>, pen: Pen): string =>
  `<mj-button css-class="cta" href="${wayOf(pen, block.href)}" background-color="${pen.theme.color}" color="${pen.theme.onColor}" border-radius="8px" font-size="17px" font-weight="600" line-height="24px" inner-padding="16px 36px" padding="28px 0 8px">${words(pen, block.words)}</mj-button>`;

/** Columns of equal width must be fixed: the words of a picture that is not shown would widen theirs. */
const table = (rows: string, padding: string, layout: 'auto' | 'fixed' = 'auto'): string =>
  `<mj-table padding="${padding}" cellpadding="0" cellspacing="0" width="100%" table-layout="${layout}">${rows}</mj-table>`;

const offer = (block: BlockOf<'offer'>, pen: Pen): string =>
  `${table(pen.mark({ kind: 'offer' }), '20px 0 4px')}<mj-text css-class="soft" align="center" font-size="14px" line-height="21px" color="${quiet}" padding="6px 0 0">${words(pen, block.words)}</mj-text>`;

const columnBlock = (block: ColumnBlock, pen: Pen): string => {
  switch (block.kind) {
    case 'heading':
      return heading(block, pen);
    case 'text':
      return text(block, pen);
    case 'image':
      return image(block, pen);
    case 'button':
      return button(block, pen);
    case 'cart-lines':
      return table(pen.mark({ kind: 'cart-lines', total: block.total ?? true }), '12px 0 0');
    case 'product': {
      const { role, layout = 'rows', most = 6 } = block;
      const rows = pen.mark({ kind: 'product', role, layout, most });
      return table(rows, '12px 0 0', layout === 'grid' ? 'fixed' : 'auto');
    }
    case 'offer':
      return offer(block, pen);
    case 'divider':
      return '<mj-divider css-class="hair" border-width="1px" border-color="#e4e4e0" padding="28px 0 8px" />';
    case 'spacer':
      return `<mj-spacer height="${block.height}px" />`;
    default:
      return assertNever(block);
  }
};

const onlyWhen = (pen: Pen, showWhen: ShowWhen | undefined, inner: () => string): string => {
  if (showWhen === undefined) return inner();
  const begin = pen.mark({ kind: 'when', ...showWhen });
  return `<mj-raw>${begin}</mj-raw>${inner()}<mj-raw>${pen.mark({ kind: 'end' })}</mj-raw>`;
};

const section = (columns: string): string =>
  `<mj-section css-class="card pad" background-color="#ffffff" padding="0 40px">${columns}</mj-section>`;
const column = (inner: string, gutter = '0'): string => `<mj-column padding="${gutter}">${inner}</mj-column>`;

const columns = (block: BlockOf<'columns'>, pen: Pen): string =>
  section(
    block.columns
      .map((inner) =>
        column(
          inner.map((each) => onlyWhen(pen, each.showWhen, () => columnBlock(each, pen))).join(''),
          '0 8px',
        ),
      )
      .join(''),
  );

const networkNames = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  pinterest: 'Pinterest',
  x: 'X',
  linkedin: 'LinkedIn',
  website: 'www',
} as const;

const social = ({ links }: BlockOf<'social'>, pen: Pen): string =>
  section(
    column(
      `<mj-text css-class="soft" align="center" font-size="14px" line-height="24px" color="${quiet}" padding="20px 0 0">${links
        .map(
          ({ network, url }) =>
            `<a href="${pen.mark({ kind: 'address', liquid: url })}" style="color:${quiet};text-decoration:underline">${networkNames[network]}</a>`,
        )
        .join(' &nbsp;·&nbsp; ')}</mj-text>`,
    ),
  );

const blockMjml = (block: Block, pen: Pen): string => {
  if (block.kind === 'columns') return columns(block, pen);
  if (block.kind === 'social') return social(block, pen);
  // It stands below the card, whatever its place among the blocks.
  if (block.kind === 'footer') return '';
  return section(column(columnBlock(block, pen)));
};

const header = (pen: Pen): string => {
  const { shopName, logoUrl } = pen.theme;
  const name = escapeHtml(shopName);
  const inner =
    logoUrl === undefined
      ? name
      : `<img src="${escapeHtml(logoUrl)}" alt="${name}" height="40" style="display:inline-block;height:40px;width:auto;border:0;font-size:22px;line-height:40px" />`;
  return `<mj-section css-class="pad" padding="28px 40px 20px"><mj-column padding="0">
  <mj-text css-class="ink" align="center" padding="0" font-family="${pen.theme.headingFontFamily}" font-size="22px" line-height="32px" font-weight="700" color="${ink}"><a href="${pen.mark({ kind: 'link', to: 'shop' })}" style="text-decoration:none;color:${ink}">${inner}</a></mj-text>
</mj-column></mj-section>`;
};

const footer = (pen: Pen, blocks: readonly Block[]): string => {
  const { frame, shopName, postalAddress } = pen.theme;
  const own = blocks
    .flatMap((block) => (block.kind === 'footer' && block.rich !== undefined ? [rich(pen, block.rich)] : []))
    .map((inner) => `${inner}<br /><br />`)
    .join('');
  const sender = [shopName, postalAddress]
    .filter((part) => part !== '')
    .map(escapeHtml)
    .join(' · ');
  const leave = pen.mark({ kind: 'link', to: 'unsubscribe' });
  return `<mj-section css-class="pad" padding="24px 40px 40px"><mj-column padding="0">
  <mj-text css-class="soft" align="center" padding="0" font-size="13px" line-height="20px" color="${quiet}">${own}${escapeHtml(frame.why.replace('{shop}', shopName))}<br /><a href="${leave}" style="color:${quiet};text-decoration:underline">${escapeHtml(frame.unsubscribe)}</a></mj-text>
  <mj-text css-class="soft" align="center" padding="12px 0 0" font-size="13px" line-height="20px" color="${quiet}">${sender}</mj-text>
</mj-column></mj-section>`;
};

const head = (template: MailTemplate, pen: Pen): string => `
<mj-head>
  <mj-title>${pen.mark({ kind: 'subject' })}</mj-title>
  <mj-preview>${words(pen, template.preheader)}</mj-preview>
  <mj-raw><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /></mj-raw>
  <mj-attributes><mj-all font-family="${pen.theme.fontFamily}" /><mj-section direction="${pen.theme.direction}" /><mj-column direction="${pen.theme.direction}" /></mj-attributes>
  <mj-style>:root { color-scheme: light dark; supported-color-schemes: light dark; } ${mailStyles(pen.theme)}</mj-style>
</mj-head>`;

const band = (edge: 'top' | 'bottom'): string =>
  `<mj-section css-class="card" background-color="#ffffff" border-radius="${edge === 'top' ? '14px 14px 0 0' : '0 0 14px 14px'}" padding="${edge === 'top' ? '6px' : '22px'} 0"><mj-column><mj-spacer height="6px" /></mj-column></mj-section>`;

/** Blocks to MJML; what differs from mail to mail is a mark in it. */
export const toMjml = (template: MailTemplate, theme: Theme): PrintedPart => {
  const pen: Pen = { ...createSlotSheet(), theme };
  const { blocks } = template;
  const body = blocks
    .map((block) =>
      onlyWhen(pen, block.kind === 'footer' ? undefined : block.showWhen, () => blockMjml(block, pen)),
    )
    .join('');
  const source = `
<mjml lang="${theme.language}" dir="${theme.direction}">${head(template, pen)}
<mj-body css-class="page" background-color="${theme.background}" width="600px">${header(pen)}${band('top')}${body}${band('bottom')}${footer(pen, blocks)}</mj-body></mjml>`;
  return { source, slots: [...pen.slots] };
};
