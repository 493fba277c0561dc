import type { JsonObject, JsonValue } from '../../../lib/json.ts';
import { escapeHtml } from '../escape-html.ts';
import { splitLiquid } from './split-liquid.ts';

/** Prints one source for one mail's data. */
export type PlainLiquid = (data: JsonObject) => string;

type Test = (data: JsonObject) => boolean;
type Read = (data: JsonObject) => JsonValue | undefined;

const pathPattern = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d{1,3}\])*`;
const stringPattern = String.raw`"[^"\\]*"|'[^'\\]*'`;
const output = new RegExp(String.raw`^\s*(${pathPattern})\s*(?:\|\s*default:\s*(${stringPattern})\s*)?$`);
const condition = new RegExp(
  String.raw`^\s*(if|elsif)\s+(${pathPattern})\s*(?:(==|!=|>=|<=|>|<)\s*(${stringPattern}|\d{1,9}(?:\.\d{1,9})?)\s*)?$`,
);
/** LiquidJS gives these a meaning of its own. */
const special = new Set(['first', 'last', 'size', 'empty', 'blank', 'nil', 'null', 'true', 'false']);

const isList = (value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] =>
  Array.isArray(value);

const step = (value: JsonValue | undefined, name: string): JsonValue | undefined => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return isList(value) ? value[Number(name)] : value[name];
};

const reader = (path: string): Read | undefined => {
  const names = path.split(/[.[\]]/).filter((name) => name !== '');
  if (names.some((name) => special.has(name))) return undefined;
  const [only = '', second] = names;
  if (names.length === 1) return (data) => step(data, only);
  if (names.length === 2 && second !== undefined) return (data) => step(step(data, only), second);
  return (data) => names.reduce<JsonValue | undefined>(step, data);
};

const printed = (value: JsonValue | undefined): string => {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? '' : String(value);
};

const isBlank = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === false || value === '';

const literal = (text: string): string | number => (/^["']/.test(text) ? text.slice(1, -1) : Number(text));

const compares: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

const tester = (read: Read, operator: string | undefined, right: string): Test | undefined => {
  if (operator === undefined)
    return (data) => {
      const value = read(data);
      return value !== undefined && value !== null && value !== false;
    };
  const value = literal(right);
  if (operator === '==') return (data) => read(data) === value;
  if (operator === '!=') return (data) => read(data) !== value;
  const compare = compares[operator];
  if (compare === undefined || typeof value !== 'number') return undefined;
  return (data) => {
    const left = read(data);
    if (left === undefined || (typeof left === 'object' && left !== null)) return false;
    return compare(Number(left), value);
  };
};

type Piece = string | PlainLiquid;

const printAll = (pieces: readonly Piece[]): PlainLiquid => {
  const [only] = pieces;
  if (pieces.length === 0) return () => '';
  if (pieces.length === 1 && only !== undefined) return typeof only === 'string' ? () => only : only;
  return (data) => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(data);
    return text;
  };
};

const outputOf = (inside: string, escape: boolean): PlainLiquid | undefined => {
  const [, path, otherwise] = output.exec(inside) ?? [];
  const read = path === undefined ? undefined : reader(path);
  if (read === undefined) return undefined;
  const shape = escape ? escapeHtml : (text: string) => text;
  if (otherwise === undefined) return (data) => shape(printed(read(data)));
  const fallback = shape(String(literal(otherwise)));
  return (data) => {
    const value = read(data);
    return isBlank(value) ? fallback : shape(printed(value));
  };
};

interface Arm {
  readonly test: Test;
  readonly pieces: Piece[];
}

interface Frame {
  readonly arms: Arm[];
  closed: boolean;
}

const always: Test = () => true;

const branch = ({ arms }: Frame): PlainLiquid => {
  const ready = arms.map(({ test, pieces }) => ({ test, print: printAll(pieces) }));
  return (data) => ready.find(({ test }) => test(data))?.print(data) ?? '';
};

const testOf = (inside: string, word: 'if' | 'elsif'): Test | undefined => {
  const [, name, path = '', operator, right = ''] = condition.exec(inside) ?? [];
  const read = name === word ? reader(path) : undefined;
  return read === undefined ? undefined : tester(read, operator, right);
};

/**
 * The part of Liquid that cannot loop: outputs of a path, a `default`, and `if` with one comparison. It takes time in
 * proportion to its length, so it may run anywhere, and as plain functions it costs a tenth. Anything else: undefined.
 */
export const compilePlain = (source: string, escape: boolean): PlainLiquid | undefined => {
  const root: Piece[] = [];
  const open: Frame[] = [];
  let into = root;
  for (const [index, part] of splitLiquid(source).entries()) {
    if (part === '') continue;
    if (index % 2 === 0) {
      into.push(part);
      continue;
    }
    const next = part.startsWith('{{')
      ? pushOutput(into, part, escape)
      : enterTag({ part: part.slice(2, -2), open, into, root });
    if (next === undefined) return undefined;
    into = next;
  }
  return open.length === 0 ? printAll(root) : undefined;
};

const pushOutput = (into: Piece[], part: string, escape: boolean): Piece[] | undefined => {
  const piece = outputOf(part.slice(2, -2), escape);
  if (piece === undefined) return undefined;
  into.push(piece);
  return into;
};

interface TagPlace {
  readonly part: string;
  readonly open: Frame[];
  readonly into: Piece[];
  readonly root: Piece[];
}

const begin = ({ part, open }: TagPlace): Piece[] | undefined => {
  const test = testOf(part, 'if');
  if (test === undefined) return undefined;
  const pieces: Piece[] = [];
  open.push({ arms: [{ test, pieces }], closed: false });
  return pieces;
};

const another = ({ part, open }: TagPlace): Piece[] | undefined => {
  const frame = open.at(-1);
  const last = part.trim() === 'else';
  const test = last ? always : testOf(part, 'elsif');
  if (frame === undefined || frame.closed || test === undefined) return undefined;
  const pieces: Piece[] = [];
  frame.arms.push({ test, pieces });
  frame.closed = last;
  return pieces;
};

const end = ({ open, root }: TagPlace): Piece[] | undefined => {
  const frame = open.pop();
  if (frame === undefined) return undefined;
  const outer = open.at(-1)?.arms.at(-1)?.pieces ?? root;
  outer.push(branch(frame));
  return outer;
};

const enterTag = (place: TagPlace): Piece[] | undefined => {
  const [word] = place.part.trim().split(/\s/);
  if (word === 'if') return begin(place);
  if (word === 'elsif' || word === 'else') return another(place);
  return place.part.trim() === 'endif' ? end(place) : undefined;
};
