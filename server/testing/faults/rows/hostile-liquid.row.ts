import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorCodeOf } from '../../../lib/errors.ts';
import { createComposer } from '../../../mail/compose/create-composer.ts';
import { createLiquidSandbox } from '../../../mail/compose/liquid/liquid-sandbox.ts';
import type { MailTemplate, TemplatePort } from '../../../mail/compose/mail-template.ts';
import { createLinks } from '../../../mail/links/links.ts';
import { builtInTemplates } from '../../../mail/templates/built-in-templates.ts';
import { aComposeInput } from '../../mail/compose-input.ts';
import { hostileTemplates } from '../../mail/hostile/hostile-templates.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';

const hostile = (source: string): MailTemplate => ({
  version: 1,
  language: 'en',
  subject: 'Hostile',
  preheader: '',
  blocks: [{ kind: 'text', rich: source }],
});

/** Merchants' templates `hostile-0` and so on; everything else is as it comes with Encore. */
const templates: TemplatePort = {
  find: (ref, locales) => {
    const [, index] = /^hostile-(\d+)$/.exec(ref.key) ?? [];
    const source = index === undefined ? undefined : hostileTemplates[Number(index)];
    return source === undefined ? builtInTemplates.find(ref, locales) : Promise.resolve(hostile(source));
  },
};

const codes = new Set(['render_failed', 'template_stopped', 'template_invalid']);
const mostHeldMs = 100;

/** How much CPU the busiest turn of this thread's event loop took: others on the machine don't count, and nothing else could run in it. */
const watchTurns = () => {
  let longest = 0;
  let watching = true;
  const turns = (async () => {
    while (watching) {
      const before = process.threadCpuUsage();
      await nextTurn();
      const { user, system } = process.threadCpuUsage(before);
      longest = Math.max(longest, (user + system) / 1000);
    }
  })();
  return {
    end: async (): Promise<number> => {
      watching = false;
      await turns;
      return longest;
    },
  };
};

const run: FaultRow['run'] = async ({ isStopping }) => {
  const sandbox = createLiquidSandbox();
  const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: '1', secret: 'faults' }] });
  const composer = createComposer({ templates, links, sandbox });
  const keys = hostileTemplates.map((_source, index) => `hostile-${index}`);
  const ofKeys = (key: string) => aComposeInput({ args: { template: key } });
  // MJML is loaded and each template compiled before any deadline runs, as the executor does it.
  await composer.prepare([aComposeInput(), ...keys.map((key) => ofKeys(key))]);
  const watch = watchTurns();
  const seen = { printed: 0, refused: 0, neighbours: 0 };
  const strange: string[] = [];
  for (const key of keys) {
    if (isStopping()) break;
    const own = composer.compose(ofKeys(key)).then(
      ({ html }) => (/<script|root:|\[object/.test(html) ? `${key} let something through` : 'printed'),
      (error: unknown) => errorCodeOf(error),
    );
    const { html } = await composer.compose(aComposeInput());
    if (html.includes('Cedar Hand Wash')) seen.neighbours += 1;
    const outcome = await own;
    if (outcome === 'printed') seen.printed += 1;
    else if (codes.has(outcome)) seen.refused += 1;
    else strange.push(`${key}: ${outcome}`);
  }
  const held = await watch.end();
  await sandbox.close();
  return {
    violations: [
      ...strange,
      ...expectThat(
        seen.neighbours === keys.length,
        `${seen.neighbours} of ${keys.length} neighbours rendered`,
      ),
      ...expectThat(held < mostHeldMs, `the event loop was held for ${held.toFixed(0)} ms`),
    ],
    seen: `${keys.length} templates: ${seen.printed} printed harmlessly, ${seen.refused} failed with a code; ${seen.neighbours} neighbours rendered meanwhile; event loop held for ${held.toFixed(0)} ms at most`,
  };
};

export const hostileLiquid: FaultRow = {
  number: 20,
  fault: 'templates that loop, grow, reach for what isn’t theirs, or do not parse',
  run,
};
