/**
 * Words and Liquid marks in turn: every second part is `{{ … }}` or `{% … %}`, whole. In one pass, whatever the source:
 * a pattern would look for the end of each of ten thousand open braces.
 */
export const splitLiquid = (source: string): readonly string[] => {
  const parts: string[] = [];
  let from = 0;
  let at = source.indexOf('{');
  const ends = { '{': '}}', '%': '%}' } as const;
  const gone = new Set<string>();
  while (at !== -1) {
    const next = source[at + 1];
    const close = next === '{' || next === '%' ? ends[next] : undefined;
    const end = close === undefined || gone.has(close) ? -1 : source.indexOf(close, at + 2);
    if (close !== undefined && end === -1) gone.add(close);
    if (end === -1) {
      at = source.indexOf('{', at + 1);
      continue;
    }
    parts.push(source.slice(from, at), source.slice(at, end + 2));
    from = end + 2;
    at = source.indexOf('{', from);
  }
  parts.push(source.slice(from));
  return parts;
};
