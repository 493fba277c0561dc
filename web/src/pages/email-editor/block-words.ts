import type { TFunction } from 'i18next';
import type { Block } from '../../../../server/mail/compose/blocks.contract.ts';
import { chipWords } from './liquid-node.ts';
import type { Names } from './liquid-node.ts';
import { toLine } from './liquid-rich.ts';

const longest = 60;

/** Words without tags, with variables as people read them; logic is left out. */
const spoken = (text: string, names: Names): string => {
  const whole = toLine(text.replaceAll(/<[^>]*>/g, ' '))
    .map((piece) =>
      piece.type === 'text'
        ? piece.text
        : piece.attrs.liquid.startsWith('{%')
          ? ''
          : chipWords(piece.attrs.liquid, names),
    )
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return whole.length > longest ? `${whole.slice(0, longest - 1)}…` : whole;
};

/** A block in a line: what it is, and what it says. */
export const blockWords = (
  block: Block,
  { t, names }: { readonly t: TFunction; readonly names: Names },
): string => {
  const kind = t(`emails.kind.${block.kind}`);
  const says =
    block.kind === 'heading' || block.kind === 'button' || block.kind === 'offer'
      ? block.words
      : block.kind === 'text'
        ? block.rich
        : block.kind === 'image'
          ? block.alt
          : block.kind === 'product'
            ? t(`emails.role.${block.role}`)
            : '';
  const short = spoken(says, names);
  return short === '' ? kind : `${kind}: ${short}`;
};
