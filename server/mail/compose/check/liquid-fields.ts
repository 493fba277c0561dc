import { decodeInsideLiquid } from '../escape-html.ts';
import type { Block, MailTemplate } from '../mail-template.ts';

export interface LiquidField {
  /** Where in the template, e.g. `blocks.2.words`. */
  readonly path: string;
  readonly source: string;
}

const liquidKeys = ['words', 'rich', 'href', 'alt'] as const;

const fieldsOf = (block: Block, path: string): readonly LiquidField[] => {
  if (block.kind === 'columns')
    return block.columns.flatMap((column, c) =>
      column.flatMap((each, n) => fieldsOf(each, `${path}.columns.${c}.${n}`)),
    );
  const entries: Readonly<Record<string, unknown>> = block;
  return liquidKeys.flatMap((key) => {
    const source = entries[key];
    return typeof source === 'string' ? [{ path: `${path}.${key}`, source: decodeInsideLiquid(source) }] : [];
  });
};

/** Everything in a template that is Liquid. */
export const liquidFields = ({ subject, preheader, blocks }: MailTemplate): readonly LiquidField[] => [
  { path: 'subject', source: subject },
  { path: 'preheader', source: preheader },
  ...blocks.flatMap((block, index) => fieldsOf(block, `blocks.${index}`)),
];
