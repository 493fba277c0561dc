import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupsOf, linesOf, readBulkGroups } from './bulk-lines.ts';
import type { BulkGroup } from './bulk-lines.ts';

const read = async (text: string, skipLines?: number): Promise<readonly BulkGroup[]> => {
  const groups: BulkGroup[] = [];
  for await (const group of readBulkGroups(linesOf(new Response(text)), skipLines)) groups.push(group);
  return groups;
};
const line = (id: string, parent?: string): string => JSON.stringify({ id, __parentId: parent });
const shapeOf = ({ root, children }: BulkGroup): string =>
  `${root?.id ?? 'nothing'}: ${children.map(({ id }) => id).join(' ')}`;
const brokenOf = (groups: readonly BulkGroup[]) => groups.flatMap(({ broken }) => broken);

/** A file whose bytes come in pieces of these sizes. */
const inPieces = (text: string, sizes: readonly number[]): Response => {
  const bytes = Buffer.from(text);
  let at = 0;
  return new Response(
    new ReadableStream({
      pull: (controller) => {
        if (at >= bytes.length) return controller.close();
        const size = sizes[at % sizes.length] ?? 1;
        controller.enqueue(new Uint8Array(bytes.subarray(at, at + size)));
        at += size;
      },
    }),
  );
};

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
    expect(rest.map(({ lines }) => lines)).toEqual([4]);
  });

  it('are none in an empty file', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\n\n')).toEqual([]);
  });

  it('are the same wherever the network cuts them, also in the middle of a letter', async () => {
    const names = ['Inés', 'Zoë 🫒', '東京'];
    const text = names.map((name) => `${JSON.stringify({ id: name })}\r\n`).join('');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        async (sizes) => {
          const ids: unknown[] = [];
          for await (const group of readBulkGroups(linesOf(inPieces(text, sizes)))) ids.push(group.root?.id);
          expect(ids).toEqual(names);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('end where a group ends, whatever line a worker goes on at', async () => {
    const file = [line('o1'), line('l1', 'o1'), '{"id":', line('o2'), '}', line('l2', 'o2'), line('o3')];
    const whole = groupsOf(file);
    for (const { lines } of whole) {
      const rest = await read(file.join('\n'), lines);
      expect(rest).toEqual(whole.filter((group) => group.lines > lines));
    }
  });
});

describe('a broken line', () => {
  it('loses nobody but itself, and is kept as it stood with its number', async () => {
    const groups = await read([line('o1'), '{"id":', line('o2'), line('l2', 'o2')].join('\n'));

    expect(groups.map(shapeOf)).toEqual(['o1: ', 'o2: l2']);
    expect(brokenOf(groups)).toEqual([{ number: 2, lines: ['{"id":'], code: 'payload_undecodable' }]);
  });

  it('takes with it the children whose parent it was', async () => {
    const orphans = [line('l1', 'o2'), line('l2', 'o2')];
    const groups = await read([line('o1'), '{"id":"o2', ...orphans, line('o3')].join('\n'));

    expect(groups.map(shapeOf)).toEqual(['o1: ', 'o3: ']);
    expect(brokenOf(groups)).toEqual([
      { number: 2, lines: ['{"id":"o2', ...orphans], code: 'payload_undecodable' },
    ]);
  });

  it('takes none that has its parent', async () => {
    const groups = await read([line('o1'), '}', line('l1', 'o1'), '[]', ''].join('\n'));

    expect(groups.map(shapeOf)).toEqual(['o1: l1']);
    expect(brokenOf(groups).map(({ number }) => number)).toEqual([2, 4]);
  });

  it('may be all there is, first or last', async () => {
    expect(brokenOf(await read('nothing of ours\n'))).toHaveLength(1);
    expect(brokenOf(await read(line('l1', 'gone')))).toEqual([
      { number: 1, lines: [line('l1', 'gone')], code: 'payload_invalid' },
    ]);
  });

  it('never costs more than a line, whichever it is', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 8 }),
        fc.constantFrom('', 'x', '{"id":', '[1]', '"a"', '{"id":7}'),
        (at, rubbish) => {
          const file = [1, 2, 3].flatMap((n) => [
            line(`o${n}`),
            line(`a${n}`, `o${n}`),
            line(`b${n}`, `o${n}`),
          ]);
          const groups = groupsOf(file.with(at, rubbish));

          const kept = groups.flatMap(({ root, children }) => [root, ...children]).filter(Boolean).length;
          const lost = brokenOf(groups).flatMap(({ lines }) => lines).length;
          expect(kept + lost).toBe(rubbish === '' ? 8 : 9);
          expect(kept).toBeGreaterThanOrEqual(6);
        },
      ),
    );
  });
});

describe('a file that is cut off', () => {
  it('is no file with a broken line: what is missing is there the next time', async () => {
    await expect(read(`${line('o1')}\n{"id":"o2`)).rejects.toMatchObject({ code: 'backfill_failed' });
  });

  it('gives out what came before', async () => {
    const seen: string[] = [];
    const reading = async (): Promise<void> => {
      const text = `${line('o1')}\n${line('o2')}\n{"id":"o3`;
      for await (const group of readBulkGroups(linesOf(new Response(text)))) seen.push(shapeOf(group));
    };

    await expect(reading()).rejects.toMatchObject({ code: 'backfill_failed' });
    expect(seen).toEqual(['o1: ']);
  });

  it('needs no line’s end at its end', async () => {
    expect(await read(line('o1'))).toHaveLength(1);
  });

  it('is refused when a line never ends', async () => {
    const endless = new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(2 ** 20).fill(97)),
      }),
    );
    const reading = async (): Promise<void> => {
      for await (const one of linesOf(endless)) expect(one).toBe('never');
    };

    await expect(reading()).rejects.toMatchObject({ code: 'backfill_failed' });
  });
});
