import { errorCodeOf } from '../../../lib/errors.ts';
import { createLiquidSandbox } from '../../../mail/compose/liquid/liquid-sandbox.ts';

/**
 * Run as a process of its own: V8 tells on its standard error when a thread runs out of memory, and a test runner takes
 * that for the end of its worker. Prints the code of what became of the hungry template, then what the next one printed.
 */
const sandbox = createLiquidSandbox({ killAfterMs: 5_000, memoryMb: 24, refuseForMs: 60_000 });
const print = async (source: string): Promise<string> =>
  (await sandbox.render([{ source, escape: true }], {}))[0] ?? '';

const hungry =
  '{% assign a = "xxxxxxxxxxxxxxxx" %}{% for i in (1..17) %}{% assign a = a | append: a %}{% endfor %}{% assign b = a | split: "" %}{% assign c = b | concat: b %}{{ c | size }}';

const ended = await print(hungry).catch((error: unknown) => errorCodeOf(error));
process.stdout.write(`${ended} ${await print('{{ 1 | plus: 1 }}')}\n`);
await sandbox.close();
