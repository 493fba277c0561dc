import { assertNever } from '../../lib/assert-never.ts';
import { createSlotSheet } from './compiled-mail.ts';
import type { PrintedPart, SlotSheet } from './compiled-mail.ts';
import type { Block, MailTemplate } from './mail-template.ts';
import { cleanRich, richToText } from './rich-text.ts';
import type { Theme } from './theme.ts';

const words = (sheet: SlotSheet, liquid: string): string => sheet.mark({ kind: 'words', liquid });

/** Links stand behind their words. */
const rich = (sheet: SlotSheet, source: string): string =>
  words(
    sheet,
    richToText(cleanRich(source), (href) => sheet.mark({ kind: 'address', liquid: href })),
  );

const way = (sheet: SlotSheet, href: string | undefined): string =>
  href === undefined
    ? sheet.mark({ kind: 'link', to: 'action' })
    : sheet.mark({ kind: 'address', liquid: href });

const blockText = (block: Block, sheet: SlotSheet): string => {
  switch (block.kind) {
    case 'heading':
      return `${words(sheet, block.words)}\n\n`;
    case 'text':
      return `${rich(sheet, block.rich)}\n\n`;
    case 'image':
      return block.href === undefined || block.alt === ''
        ? ''
        : `${words(sheet, block.alt)}:\n${way(sheet, block.href)}\n\n`;
    case 'button':
      return `${words(sheet, block.words)}:\n${way(sheet, block.href)}\n\n`;
    case 'cart-lines':
      return `${sheet.mark({ kind: 'cart-lines', total: block.total ?? true })}\n`;
    case 'product': {
      const { role, layout = 'rows', most = 6 } = block;
      return `${sheet.mark({ kind: 'product', role, layout, most })}\n`;
    }
    case 'offer':
      return `${sheet.mark({ kind: 'offer' })}${words(sheet, block.words)}\n\n`;
    case 'columns':
      return block.columns.flatMap((column) => column.map((each) => shown(each, sheet))).join('');
    case 'social':
      return `${block.links.map(({ url }) => sheet.mark({ kind: 'address', liquid: url })).join('\n')}\n\n`;
    case 'divider':
    case 'spacer':
    case 'footer':
      return '';
    default:
      return assertNever(block);
  }
};

const shown = (block: Block, sheet: SlotSheet): string => {
  const showWhen = block.kind === 'footer' ? undefined : block.showWhen;
  if (showWhen === undefined) return blockText(block, sheet);
  const begin = sheet.mark({ kind: 'when', ...showWhen });
  return `${begin}${blockText(block, sheet)}${sheet.mark({ kind: 'end' })}`;
};

const footer = (blocks: readonly Block[], sheet: SlotSheet, theme: Theme): string => {
  const { frame, shopName, postalAddress } = theme;
  const own = blocks.flatMap((block) =>
    block.kind === 'footer' && block.rich !== undefined ? [rich(sheet, block.rich)] : [],
  );
  const leave = `${frame.unsubscribe}: ${sheet.mark({ kind: 'link', to: 'unsubscribe' })}`;
  return ['--', ...own, frame.why.replace('{shop}', shopName), shopName, postalAddress, leave]
    .filter((part) => part !== '')
    .join('\n');
};

/** The text part, written for reading and not made from the HTML: cart lines are lines. */
export const toText = ({ blocks }: MailTemplate, theme: Theme): PrintedPart => {
  const sheet = createSlotSheet();
  const body = blocks.map((block) => shown(block, sheet)).join('');
  return { source: `${body}${footer(blocks, sheet, theme)}\n`, slots: [...sheet.slots] };
};
