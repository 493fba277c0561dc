import { Node } from '@tiptap/core';
import { variableIn } from './liquid-rich.ts';

/** What Liquid says to people. */
export interface Names {
  /** `customer.firstName` */
  of(path: string): string;
  /** `{% if customer.firstName %}` */
  onlyWith(path: string): string;
  /** `{% endif %}` */
  readonly end: string;
}

const onlyWith = /^\{%-?\s*if\s+([\w.]+)\s*-?%\}$/;
const end = /^\{%-?\s*endif\s*-?%\}$/;

/** `{{ customer.firstName | default: "there" }}` as people read it; other Liquid stands as it is. */
export const chipWords = (liquid: string, names: Names): string => {
  const asked = onlyWith.exec(liquid)?.[1];
  if (asked !== undefined) return names.onlyWith(names.of(asked));
  if (end.test(liquid)) return names.end;
  const variable = variableIn(liquid);
  if (variable === undefined) return liquid;
  const name = names.of(variable.path);
  return variable.fallback === undefined ? name : `${name} / ${variable.fallback}`;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Liquid as one thing in the text: deleted as a whole, never typed into. */
export const liquidNode = (names: Names) =>
  Node.create({
    name: 'liquid',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({
      liquid: {
        default: '',
        parseHTML: (element) => element.dataset['liquid'] ?? '',
        renderHTML: ({ liquid }) => ({ 'data-liquid': textOf(liquid) }),
      },
    }),
    parseHTML: () => [{ tag: 'span[data-liquid]' }],
    renderHTML: ({ node, HTMLAttributes }) => [
      'span',
      HTMLAttributes,
      chipWords(textOf(node.attrs['liquid']), names),
    ],
    renderText: ({ node }) => textOf(node.attrs['liquid']),
  });
