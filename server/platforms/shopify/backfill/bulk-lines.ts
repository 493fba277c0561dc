import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { parseJson } from '../../../lib/json.ts';

const lineSchema = z.looseObject({ id: z.string().optional(), __parentId: z.string().optional() });
export type BulkNode = z.output<typeof lineSchema>;

/** A node with the nodes of its connections; `lines` is how far the file is read once it is done. */
export interface BulkGroup {
  readonly root: BulkNode | undefined;
  readonly children: readonly BulkNode[];
  readonly lines: number;
  /** Lines of this group that are no JSON. */
  readonly broken: number;
}

const decode = (line: string): BulkNode | undefined => {
  try {
    return lineSchema.safeParse(parseJson(line)).data;
  } catch {
    return undefined;
  }
};

/** JSONL line by line, a parent with the children that follow it; never more than one group in memory. */
export const readBulkGroups = async function* (
  lines: AsyncIterable<string>,
  skipLines = 0,
): AsyncGenerator<BulkGroup> {
  let root: BulkNode | undefined;
  let children: BulkNode[] = [];
  let broken = 0;
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (count <= skipLines || line.trim() === '') continue;
    const node = decode(line);
    if (node === undefined) {
      broken += 1;
    } else if (node.__parentId === undefined) {
      if (root !== undefined || broken > 0) yield { root, children, lines: count - 1, broken };
      [root, children, broken] = [node, [], 0];
    } else if (node.__parentId === root?.id) children.push(node);
    else broken += 1;
  }
  if (root !== undefined || broken > 0) yield { root, children, lines: count, broken };
};

/** The lines of a download, as they come. */
export const linesOf = (response: Response): AsyncIterable<string> =>
  response.body === null
    ? Readable.from([])
    : createInterface({ input: Readable.from(response.body), crlfDelay: Number.POSITIVE_INFINITY });
