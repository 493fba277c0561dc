import { parentPort } from 'node:worker_threads';
import type { Template } from 'liquidjs';
import type { HardSource } from '../print/create-printer.ts';
import { htmlLiquid, textLiquid } from './safe-liquid.ts';
import type { SandboxAnswer, SandboxRequest } from './sandbox-messages.ts';

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

const answer = ({ id, sources, data }: SandboxRequest): SandboxAnswer => {
  try {
    const texts = sources.map((each) =>
      String((each.escape ? htmlLiquid : textLiquid).renderSync(parse(each), data)),
    );
    return { id, texts };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message.slice(0, 500) : String(error) };
  }
};

parentPort?.on('message', (request: SandboxRequest) => parentPort?.postMessage(answer(request)));
parentPort?.postMessage('ready');
