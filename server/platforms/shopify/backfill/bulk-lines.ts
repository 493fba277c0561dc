import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { parseJson } from '../../../lib/json.ts';

const lineSchema = z.looseObject({ id: z.string().optional(), __parentId: z.string().optional() });
export type BulkNode = z.output<typeof lineSchema>;

/** Lines that nobody can read: the first of them, with the children after it whose parent it may have been. */
export interface BrokenLines {
  /** Of the first one in its file, from 1. */
  readonly number: number;
  /** As they stood there. */
  readonly lines: readonly string[];
  readonly code: 'payload_undecodable' | 'payload_invalid';
}

/** A node with the nodes of its connections, and what was broken among them. */
export interface BulkGroup {
  readonly root: BulkNode | undefined;
  readonly children: readonly BulkNode[];
  /** How far the file is read once this is done. */
  readonly lines: number;
  readonly broken: readonly BrokenLines[];
}

/** No line of a bulk result comes near this; what does is no JSONL. */
const longestLine = 8 * 2 ** 20;

const decode = (line: string): BulkNode | undefined => {
  try {
    return lineSchema.safeParse(parseJson(line)).data;
  } catch {
    return undefined;
  }
};

/** A child without its parent belongs to the broken line right before it. */
const setAside = (broken: BrokenLines[], one: BrokenLines): void => {
  const last = broken.at(-1);
  const follows = last !== undefined && last.number + last.lines.length === one.number;
  if (!follows || one.code === 'payload_undecodable') broken.push(one);
  else broken.splice(-1, 1, { ...last, lines: [...last.lines, ...one.lines] });
};

interface Grouping {
  /** The group that ends before this line, if one does. */
  add(line: string): BulkGroup | undefined;
  end(): BulkGroup | undefined;
}

/** `read`: lines of the file before the first that is added. */
const createGrouping = (read: number): Grouping => {
  let root: BulkNode | undefined;
  let children: BulkNode[] = [];
  let broken: BrokenLines[] = [];
  let count = read;
  const take = (): BulkGroup | undefined => {
    if (root === undefined && broken.length === 0) return undefined;
    const group = { root, children, lines: count, broken };
    [root, children, broken] = [undefined, [], []];
    return group;
  };
  const put = (line: string): BulkGroup | undefined => {
    const node = decode(line);
    const number = count + 1;
    if (node === undefined) setAside(broken, { number, lines: [line], code: 'payload_undecodable' });
    else if (node.__parentId === undefined) {
      const before = take();
      root = node;
      return before;
    } else if (node.__parentId === root?.id) children.push(node);
    else setAside(broken, { number, lines: [line], code: 'payload_invalid' });
    return undefined;
  };
  return {
    add: (line) => {
      const before = line.trim() === '' ? undefined : put(line);
      count += 1;
      return before;
    },
    end: take,
  };
};

/** JSONL line by line, a parent with the children that follow it; never more than one group in memory. */
export const readBulkGroups = async function* (
  lines: AsyncIterable<string>,
  skipLines = 0,
): AsyncGenerator<BulkGroup> {
  const grouping = createGrouping(skipLines);
  let passed = 0;
  for await (const line of lines) {
    passed += 1;
    const group = passed <= skipLines ? undefined : grouping.add(line);
    if (group !== undefined) yield group;
  }
  const last = grouping.end();
  if (last !== undefined) yield last;
};

/** The same of a few lines that are at hand. */
export const groupsOf = (lines: readonly string[]): readonly BulkGroup[] => {
  const grouping = createGrouping(0);
  const groups = lines.map(grouping.add);
  return [...groups, grouping.end()].filter((group) => group !== undefined);
};

/**
 * The lines of a download, as they come. Throws `backfill_failed` for a last line that is cut off in the middle: what is
 * missing is in the file the next time it is asked for.
 */
export const linesOf = async function* (response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine)
      throw new EncoreError('backfill_failed', { message: 'the result is no JSONL: a line never ends' });
  }
  if (rest === '') return;
  if (decode(rest) === undefined)
    throw new EncoreError('backfill_failed', { message: 'the result ends in the middle of a line' });
  yield rest;
};
