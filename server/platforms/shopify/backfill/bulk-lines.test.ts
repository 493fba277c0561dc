import { describe, expect, it } from '@jest/globals';
import { linesOf, readBulkGroups } from './bulk-lines.ts';
import type { BulkGroup } from './bulk-lines.ts';

const read = async (text: string, skipLines?: number): Promise<readonly BulkGroup[]> => {
  const groups: BulkGroup[] = [];
  for await (const group of readBulkGroups(linesOf(new Response(text)), skipLines)) groups.push(group);
  return groups;
};
const line = (id: string, parent?: string): string => JSON.stringify({ id, __parentId: parent });
const shapeOf = ({ root, children }: BulkGroup): string =>
  `${root?.id ?? 'nothing'}: ${children.map(({ id }) => id).join(' ')}`;

describe('the lines of a bulk result', () => {
  it('are gathered into parents with the children that follow them', async () => {
    const groups = await read(
      [line('o1'), line('l1', 'o1'), line('l2', 'o1'), line('o2'), line('o3')].join('\n'),
    );

    expect(groups.map(shapeOf)).toEqual(['o1: l1 l2', 'o2: ', 'o3: ']);
  });

  it('say how far the file was read, so that a worker that stopped goes on there', async () => {
    const text = [line('o1'), line('l1', 'o1'), line('o2'), line('l2', 'o2')].join('\n');
    const [first] = await read(text);

    const rest = await read(text, first?.lines);

    expect(first?.lines).toBe(2);
    expect(rest.map(shapeOf)).toEqual(['o2: l2']);
  });

  it('are none in an empty file', async () => {
    expect(await read('')).toEqual([]);
  });

  it('lose nobody but the broken one, which is counted', async () => {
    const groups = await read([line('o1'), '{"id":', line('o2')].join('\n'));

    expect(groups.map(shapeOf)).toEqual(['o1: ', 'o2: ']);
    expect(groups.reduce((sum, { broken }) => sum + broken, 0)).toBe(1);
  });
});
