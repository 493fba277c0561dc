import type { Block, ColumnBlock, MailTemplate } from '../../../../server/mail/compose/blocks.contract.ts';

export type BlockKind = Block['kind'];

/** A block under a name of its own while it is edited: dragging and React need to know it again. */
export interface EditedBlock {
  readonly id: string;
  readonly block: Block;
}

export interface EditedTemplate {
  readonly head: Omit<MailTemplate, 'blocks'>;
  readonly blocks: readonly EditedBlock[];
}

export const open = ({ blocks, ...head }: MailTemplate): EditedTemplate => ({
  head,
  blocks: blocks.map((block, index) => ({ id: `b${index + 1}`, block })),
});

export const close = ({ head, blocks }: EditedTemplate): MailTemplate => ({
  ...head,
  blocks: blocks.map(({ block }) => block),
});

/** As many as a template may hold. */
export const mostBlocks = 40;

const fresh: Readonly<Record<BlockKind, () => Block>> = {
  heading: () => ({ kind: 'heading', words: '' }),
  text: () => ({ kind: 'text', rich: '' }),
  image: () => ({ kind: 'image', url: 'https://', alt: '' }),
  button: () => ({ kind: 'button', words: '' }),
  'cart-lines': () => ({ kind: 'cart-lines', total: true }),
  product: () => ({ kind: 'product', role: 'left', layout: 'large' }),
  offer: () => ({ kind: 'offer', words: '', showWhen: { what: 'offer', is: 'there' } }),
  divider: () => ({ kind: 'divider' }),
  spacer: () => ({ kind: 'spacer', height: 24 }),
  columns: () => ({ kind: 'columns', columns: [[], []] }),
  social: () => ({ kind: 'social', links: [{ network: 'instagram', url: 'https://instagram.com/' }] }),
  footer: () => ({ kind: 'footer' }),
};

export const blockKinds: readonly BlockKind[] = [
  'heading',
  'text',
  'image',
  'button',
  'cart-lines',
  'product',
  'offer',
  'divider',
  'spacer',
  'columns',
  'social',
  'footer',
];

export const freshBlock = (kind: BlockKind): Block => fresh[kind]();

/** Whether it may stand in a column. */
export const isColumnBlock = (block: Block): block is ColumnBlock =>
  block.kind !== 'columns' && block.kind !== 'social' && block.kind !== 'footer';

const freeId = (blocks: readonly EditedBlock[]): string => {
  const used = new Set(blocks.map(({ id }) => id));
  for (let n = blocks.length + 1; ; n += 1) if (!used.has(`b${n}`)) return `b${n}`;
};

export interface Added {
  readonly template: EditedTemplate;
  readonly id: string;
}

/** Behind a block, or first where none is told. Undefined when there is no room for more. */
export const addBlock = (
  template: EditedTemplate,
  block: Block,
  after: string | undefined,
): Added | undefined => {
  const { blocks } = template;
  if (blocks.length >= mostBlocks) return undefined;
  const id = freeId(blocks);
  const at = after === undefined ? 0 : blocks.findIndex((each) => each.id === after) + 1;
  return { template: { ...template, blocks: blocks.toSpliced(at, 0, { id, block }) }, id };
};

export const removeBlock = (template: EditedTemplate, id: string): EditedTemplate => ({
  ...template,
  blocks: template.blocks.filter((each) => each.id !== id),
});

/** To where another one stands; beyond either end nothing happens. */
export const moveBlock = (template: EditedTemplate, id: string, to: number): EditedTemplate => {
  const { blocks } = template;
  const from = blocks.findIndex((each) => each.id === id);
  const moved = blocks[from];
  if (moved === undefined || to < 0 || to >= blocks.length || to === from) return template;
  return { ...template, blocks: blocks.toSpliced(from, 1).toSpliced(to, 0, moved) };
};

export const changeBlock = (template: EditedTemplate, id: string, block: Block): EditedTemplate => ({
  ...template,
  blocks: template.blocks.map((each) => (each.id === id ? { id, block } : each)),
});

/** Enough of one to be drawn and edited: what is wrong inside is told by the server at its block. */
export const isTemplate = (value: unknown): value is MailTemplate =>
  typeof value === 'object' &&
  value !== null &&
  'subject' in value &&
  typeof value.subject === 'string' &&
  'preheader' in value &&
  typeof value.preheader === 'string' &&
  'language' in value &&
  'blocks' in value &&
  Array.isArray(value.blocks) &&
  value.blocks.every(
    (block: unknown) =>
      typeof block === 'object' &&
      block !== null &&
      'kind' in block &&
      Object.hasOwn(fresh, String(block.kind)),
  );

/** The block that a path of the server's speaks of, e.g. `blocks.2.words`; `ids` are of the blocks it looked at. */
export const blockOfPath = (ids: readonly string[], path: string): string | undefined => {
  const index = /^blocks\.(\d+)(?:\.|$)/.exec(path)?.[1];
  return index === undefined ? undefined : ids[Number(index)];
};
