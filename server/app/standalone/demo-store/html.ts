/** Markup that is already safe; the only thing `html` puts in unescaped. */
export interface Markup {
  readonly markup: string;
}

type Piece = Markup | string | number | false | null | undefined | readonly Piece[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const isList = (piece: Piece): piece is readonly Piece[] => Array.isArray(piece);

const render = (piece: Piece): string => {
  if (piece === false || piece === null || piece === undefined) return '';
  if (isList(piece)) return piece.map(render).join('');
  return typeof piece === 'object' ? piece.markup : escapeHtml(String(piece));
};

/** Everything put in is escaped, unless it came out of `html` itself. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => ({
  markup: strings.map((text, index) => text + render(pieces[index])).join(''),
});
