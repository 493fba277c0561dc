/**
 * Rich text between two forms. A template holds a few tags with Liquid between them; the editor holds HTML in which each piece
 * of Liquid is one element, so that nobody can type into the middle of it, and no `>` in it becomes `&gt;`.
 */

/** Liquid where text stands; tags are matched first where they begin first, so Liquid in an address stays where it is. */
const pieces = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})|(<(?:"[^"]*"|'[^']*'|[^'">])*>)/g;
const chips = /<span data-liquid="([^"]*)"[^>]*>[^<]*<\/span>/g;

const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const unquoted = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Words that never saw a paragraph get one: the editor knows nothing else. */
const inParagraphs = (html: string): string => (/<(?:p|ul|ol)[\s>]/.test(html) ? html : `<p>${html}</p>`);

export const toEditor = (rich: string): string =>
  inParagraphs(
    rich.replaceAll(pieces, (_whole, liquid: string | undefined, tag: string | undefined) =>
      liquid === undefined ? (tag ?? '') : `<span data-liquid="${quoted(liquid)}"></span>`,
    ),
  );

/** One paragraph alone is left without its tags, as the templates that come with Encore are written. */
const withoutLonelyParagraph = (html: string): string => {
  const inside = /^<p>([\s\S]*)<\/p>$/.exec(html)?.[1];
  return inside === undefined || inside.includes('<p>') ? html : inside;
};

export const toRich = (html: string): string =>
  withoutLonelyParagraph(html).replaceAll(chips, (_whole, liquid: string) => unquoted(liquid));

export interface Variable {
  /** e.g. `customer.firstName` */
  readonly path: string;
  /** What stands there where it is missing. */
  readonly fallback: string | undefined;
}

const output = /^\{\{-?\s*([\w.[\]]+)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}$/;

/** Undefined for Liquid that is more than one variable with a stand-in. */
export const variableIn = (liquid: string): Variable | undefined => {
  const match = output.exec(liquid);
  return match?.[1] === undefined ? undefined : { path: match[1], fallback: match[2] ?? match[3] };
};

/** A stand-in can't hold the quotes around it. */
export const liquidOf = ({ path, fallback }: Variable): string =>
  fallback === undefined || fallback === ''
    ? `{{ ${path} }}`
    : `{{ ${path} | default: "${fallback.replaceAll('"', '”')}" }}`;

interface TextNode {
  readonly type: 'text';
  readonly text: string;
}
interface LiquidNode {
  readonly type: 'liquid';
  readonly attrs: { readonly liquid: string };
}
/** What a line of words holds in the editor. */
export type LineNode = TextNode | LiquidNode;

const inLines = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/;

export const toLine = (words: string): readonly LineNode[] =>
  words
    .split(inLines)
    .filter((piece) => piece !== '')
    .map((piece) =>
      inLines.test(piece) ? { type: 'liquid', attrs: { liquid: piece } } : { type: 'text', text: piece },
    );

interface JsonNode {
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: readonly JsonNode[] | undefined;
}

/** Words have no marks and no paragraphs: what was pasted with them loses them. */
export const fromLine = ({ type, text, attrs, content = [] }: JsonNode): string => {
  if (type === 'text') return text ?? '';
  if (type === 'liquid') return typeof attrs?.['liquid'] === 'string' ? attrs['liquid'] : '';
  return content.map(fromLine).join(type === 'doc' ? ' ' : '');
};
