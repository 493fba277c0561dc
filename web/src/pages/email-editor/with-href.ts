import type { Block } from '../../../../server/mail/compose/blocks.contract.ts';

type Leading = Extract<Block, { kind: 'image' | 'button' }>;

/** An empty address is left out: then the mail's own way is taken. */
export const withHref = (block: Leading, href: string): Leading => {
  const { href: _before, ...rest } = block;
  return href === '' ? rest : { ...rest, href };
};
