import { z } from 'zod';
import { jsonBody } from '../payloads/json-body.ts';

const nodeSchema = z.record(z.string(), z.unknown());
const connectionSchema = z.union([
  z
    .object({ edges: z.array(z.object({ node: nodeSchema })) })
    .transform(({ edges }) => edges.map(({ node }) => node)),
  z.object({ nodes: z.array(nodeSchema) }).transform(({ nodes }) => nodes),
]);

type BulkNode = z.infer<typeof nodeSchema>;

/** A node as its own line, then the nodes of its connections, each naming its parent: the flat form of `groupObjects: false`. */
const linesOfNode = (node: BulkNode, parentId: unknown): readonly string[] => {
  const own: Record<string, unknown> = {};
  const below: string[] = [];
  for (const [name, value] of Object.entries(node)) {
    const connection = connectionSchema.safeParse(value);
    if (connection.success) below.push(...connection.data.flatMap((child) => linesOfNode(child, node['id'])));
    else own[name] = value;
  }
  return [jsonBody(parentId === undefined ? own : { ...own, __parentId: parentId }), ...below];
};

export interface BulkLines {
  readonly lines: readonly string[];
  readonly rootCount: number;
}

/** Flattens the answer of a bulk query, root connection by root connection. */
export const bulkLines = (data: Readonly<Record<string, unknown>>): BulkLines => {
  const roots = Object.values(data).flatMap((value) => connectionSchema.safeParse(value).data ?? []);
  return { lines: roots.flatMap((node) => linesOfNode(node, undefined)), rootCount: roots.length };
};
