import type { Block } from '../../../../server/mail/compose/blocks.contract.ts';

export interface BlockFieldsProps<Kind extends Block = Block> {
  readonly block: Kind;
  readonly variables: readonly string[];
  /** What the server says about a field of it, e.g. `words`. */
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (block: Block) => void;
}

export type PropsOf<Kind extends Block['kind']> = BlockFieldsProps<Extract<Block, { kind: Kind }>>;
