import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';
import { z } from 'zod';

const found = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

const run = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`;

/** Everything axe-core objects to in what a frame shows, as `rule: markup`; by evaluation, since the page's policy allows no script of ours. */
export const axeFindings = async (frame: FrameLocator): Promise<readonly string[]> => {
  const root = frame.locator('html');
  await root.evaluate(axe.source);
  const violations = found.parse(await root.evaluate(run));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
};
