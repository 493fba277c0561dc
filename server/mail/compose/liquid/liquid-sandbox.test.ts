import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCodeOf } from '../../../lib/errors.ts';
import { hostileTemplates } from '../../../testing/mail/hostile/hostile-templates.ts';
import { createLiquidSandbox } from './liquid-sandbox.ts';
import type { LiquidSandbox } from './liquid-sandbox.ts';

const data = { customer: { firstName: '<b>Mara</b>' }, cart: { lines: [{ title: 'Soap' }] } };
const print = async (sandbox: LiquidSandbox, source: string, escape = true): Promise<string> => {
  const [text = ''] = await sandbox.render([{ source, escape }], data);
  return text;
};
const outcome = (sandbox: LiquidSandbox, source: string): Promise<string> =>
  print(sandbox, source).catch((error: unknown) => errorCodeOf(error));

let sandbox: LiquidSandbox;
beforeAll(() => {
  sandbox = createLiquidSandbox({ killAfterMs: 1500, memoryMb: 192, refuseForMs: 60_000 });
});
afterAll(() => sandbox.close());

describe('the Liquid sandbox', () => {
  it('prints loops and filters, escaped for HTML and as they are for text', async () => {
    const source =
      '{% for line in cart.lines %}{{ line.title | upcase }}{% endfor %} {{ customer.firstName }}';

    expect(await print(sandbox, source)).toBe('SOAP &lt;b&gt;Mara&lt;/b&gt;');
    expect(await print(sandbox, source, false)).toBe('SOAP <b>Mara</b>');
  });

  it('escapes once, asked to or not', async () => {
    expect(await print(sandbox, '{{ customer.firstName | escape }}')).toBe('&lt;b&gt;Mara&lt;/b&gt;');
  });

  it('knows sixty-two hostile templates', () => {
    expect(new Set(hostileTemplates).size).toBe(62);
  });

  it('comes through all of them, keeping the event loop free, and prints the next mail', async () => {
    const before = process.threadCpuUsage();
    const outcomes = await Promise.all(hostileTemplates.map((source) => outcome(sandbox, source)));
    const { user, system } = process.threadCpuUsage(before);

    for (const [index, text] of outcomes.entries()) {
      const source = hostileTemplates[index];
      expect({ source, text }).toEqual({
        source,
        text: expect.not.stringMatching(/<script|root:|function|\[object/),
      });
      expect({ source, long: text.length > 2_000_000 }).toEqual({ source, long: false });
    }
    // The loops alone are minutes of work; of that this thread does nothing.
    expect((user + system) / 1e6).toBeLessThan(2);
    expect(await print(sandbox, '{{ cart.lines | size }}')).toBe('1');
  });

  it('ends a thread that takes too long, refuses its template from then on, and goes on', async () => {
    const strict = createLiquidSandbox({ killAfterMs: 120, memoryMb: 192, refuseForMs: 60_000 });
    await print(strict, 'ready').catch(() => undefined);
    const slow = '{% for a in (1..900000) %}{% assign b = a | times: 3 | plus: 1 | minus: 2 %}{% endfor %}';

    const first = await outcome(strict, slow);
    const again = await outcome(strict, slow);
    const other = await print(strict, '{{ 1 | plus: 1 }}');
    await strict.close();

    expect(['template_stopped', 'render_failed']).toContain(first);
    expect(again).toBe(first);
    expect(other).toBe('2');
  });

  it('survives a thread that runs out of memory', async () => {
    const script = join(import.meta.dirname, '../../../testing/mail/hostile/hungry-template.ts');

    const { stdout } = await promisify(execFile)(process.execPath, [script]);

    expect(stdout).toMatch(/^(template_stopped|render_failed) 2\n$/);
  });

  it('takes nothing once it is closed', async () => {
    const closed = createLiquidSandbox();
    await closed.close();

    expect(await outcome(closed, 'x')).toBe('interrupted');
  });
});
