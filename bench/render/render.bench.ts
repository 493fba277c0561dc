import { compileMail } from '../../server/mail/compose/compile-mail.ts';
import { createComposer } from '../../server/mail/compose/create-composer.ts';
import { createLiquidSandbox } from '../../server/mail/compose/liquid/liquid-sandbox.ts';
import { liquidData } from '../../server/mail/compose/mail-data.ts';
import { themeOf } from '../../server/mail/compose/theme.ts';
import { createLinks } from '../../server/mail/links/links.ts';
import { builtInTemplate, builtInTemplates } from '../../server/mail/templates/built-in-templates.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import type { Ratio } from '../harness/report.ts';
import { interleave } from '../harness/rounds.ts';
import { median, rounded } from '../harness/statistics.ts';
import { cartMail, renderShop } from './cart-mail.ts';
import { createBaseline } from './liquid-baseline.ts';

const rounds = 12;
const mailsARound = 400;

/** Per second of this process's CPU, not of the clock: others on the machine cost nothing. */
const perCpuSecond = async (times: number, once: (n: number) => unknown): Promise<number> => {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n += 1) await once(n);
  const { user, system } = process.cpuUsage(before);
  return times / ((user + system) / 1e6);
};

const checkout2 = () => {
  const template = builtInTemplate('checkout-2', ['en']);
  if (template === undefined) throw new TypeError('there is no checkout-2');
  return template;
};

const atLeast = (name: string, value: number, goal: number): Ratio => ({
  name,
  value: rounded(value),
  goal,
  better: 'higher',
});

const atMost = (name: string, value: number, goal: number): Ratio => ({
  ...atLeast(name, value, goal),
  better: 'lower',
});

/** The whole of a mail (subject, HTML, text, headers, every link signed) against LiquidJS printing the same HTML. */
export const render: Benchmark = async ({ onEnd }) => {
  const sandbox = createLiquidSandbox();
  onEnd(sandbox.close);
  const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: '1', secret: 'bench' }] });
  const composer = createComposer({ templates: builtInTemplates, links, sandbox });
  const theme = themeOf(renderShop, 'en');
  const compiled = await compileMail(checkout2(), theme);
  const baseline = createBaseline(compiled);
  const dataOf = (n: number) => {
    const { content, recipient } = cartMail(n);
    return {
      ...liquidData({ content, recipient, theme }),
      links: { action: 'a', shop: 'b', unsubscribe: 'c' },
    };
  };
  const { html } = await composer.compose(cartMail(0));
  const seen: Record<'composed' | 'cached' | 'parsed' | 'compiled', number[]> = {
    composed: [],
    cached: [],
    parsed: [],
    compiled: [],
  };
  await interleave(rounds, [
    async () =>
      void seen.composed.push(await perCpuSecond(mailsARound, (n) => composer.compose(cartMail(n)))),
    async () => void seen.cached.push(await perCpuSecond(mailsARound, (n) => baseline.cached(dataOf(n)))),
    async () =>
      void seen.parsed.push(await perCpuSecond(mailsARound / 10, (n) => baseline.parsedEachTime(dataOf(n)))),
    async () =>
      void seen.compiled.push(1000 / (await perCpuSecond(10, () => compileMail(checkout2(), theme)))),
  ]);
  const [composed, cached, parsed] = [seen.composed, seen.cached, seen.parsed].map(median);
  return {
    name: 'render',
    figures: [
      figure('LiquidJS, parsed before, links not signed', cached ?? 0, 'mails per CPU second'),
      figure('LiquidJS, parsed each time, links not signed', parsed ?? 0, 'mails per CPU second'),
    ],
    ratios: [
      atLeast('mails-per-core-second', composed ?? 0, 2000),
      atLeast('vs-parse-each-time', (composed ?? 0) / (parsed ?? 1), 2),
      atMost('compile-warm-ms', median(seen.compiled), 15),
      atMost('html-kilobytes', Buffer.byteLength(html) / 1000, 60),
    ],
  };
};
