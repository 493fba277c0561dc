import type { Meters } from '../app/metrics/meters.ts';

/** What `/metrics` would show, `name{labels}` → value; labels in the order they are declared. */
export const figuresOf = async ({ registry }: Meters): Promise<ReadonlyMap<string, number>> => {
  const page = await registry.metrics();
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
};
