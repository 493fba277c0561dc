import { parentPort } from 'node:worker_threads';
import type { Template } from 'liquidjs';
import { checkLiquid } from '../check/check-liquid.ts';
import type { TemplateProblem } from '../check/check-liquid.ts';
import type { HardSource } from '../print/create-printer.ts';
import { htmlLiquid, textLiquid } from './safe-liquid.ts';
import type { SandboxAnswer, SandboxRequest, SandboxTask } from './sandbox-messages.ts';

/** The thread in which merchants' Liquid runs: what it does to itself stays here. */
const parsed = new Map<string, Template[]>();
const mostKept = 500;

const parse = ({ source, escape }: HardSource): Template[] => {
  const key = `${escape ? 'h' : 't'}${source}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const fresh = (escape ? htmlLiquid : textLiquid).parse(source);
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(key, fresh);
  return fresh;
};

const print = ({ sources, data }: SandboxTask & { kind: 'print' }): readonly string[] =>
  sources.map((each) => String((each.escape ? htmlLiquid : textLiquid).renderSync(parse(each), data)));

const check = ({ fields, variables }: SandboxTask & { kind: 'check' }): readonly TemplateProblem[] =>
  fields.flatMap(({ path, source }) =>
    checkLiquid(source, variables).map((problem) => ({ path, ...problem })),
  );

const answer = ({ id, task }: SandboxRequest): SandboxAnswer => {
  try {
    return task.kind === 'print' ? { id, texts: print(task) } : { id, problems: check(task) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message.slice(0, 500) : String(error) };
  }
};

parentPort?.on('message', (request: SandboxRequest) => parentPort?.postMessage(answer(request)));
parentPort?.postMessage('ready');
