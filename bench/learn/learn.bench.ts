import { learnShop } from '../../server/app/cli/learn/learn-shop.ts';
import { monotonicMs, realNow } from '../../server/lib/clock.ts';
import { backtest } from '../../server/recommendations/backtest.ts';
import type { Backtest } from '../../server/recommendations/backtest.ts';
import { createHistory } from '../../server/recommendations/history.ts';
import type { History } from '../../server/recommendations/history.ts';
import { learnCompanions } from '../../server/recommendations/learn-companions.ts';
import { dueDates } from '../../server/recommendations/due-dates.ts';
import { learnReorders } from '../../server/recommendations/learn-reorder.ts';
import type { LearnedReorders } from '../../server/recommendations/learn-reorder.ts';
import type { TraitsOf } from '../../server/recommendations/product-groups.ts';
import { lengths } from '../../server/recommendations/reorder-model.ts';
import type { ReorderModel } from '../../server/recommendations/reorder-model.ts';
import { addToModel } from '../../server/recommendations/update-model.ts';
import type { Way } from '../../server/recommendations/simple-predictors.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import type { Figure, Ratio } from '../harness/report.ts';
import { median } from '../harness/statistics.ts';
import { fileCost } from './file-cost.ts';
import { makeShop } from './made-shop.ts';
import type { MadeShop, ShopPlan } from './made-shop.ts';

const usual: ShopPlan = { seed: 1, customers: 1500, products: 120, days: 540, stretch: 1, kept: 1 };
const plans: readonly (readonly [string, ShopPlan])[] = [
  ['usual', usual],
  ['sparse', { ...usual, seed: 2, kept: 0.4 }],
  ['slow', { ...usual, seed: 3, stretch: 10, days: 5400 }],
];
const merchantDays = 167;

const historyOf = ({ lines }: MadeShop): History => {
  const builder = createHistory();
  for (const line of lines) builder.add(line);
  return builder.build();
};

interface Source {
  readonly history: History;
  readonly asOf: number;
  readonly traitsOf: TraitsOf;
}

const resultOf = ({ results }: Backtest, way: Way) => {
  const found = results.find((one) => one.way === way);
  if (found === undefined) throw new Error(`no result by ${way}`);
  return found;
};

/** Half, one and two reminders a person. */
const budgets = [0.5, 1, 2];

const compare = (name: string, { history, ...options }: Source): { figures: Figure[]; ratios: Ratio[] } => {
  const tests = budgets.flatMap((share) => backtest(history, { ...options, merchantDays }, share) ?? []);
  const figures = tests.flatMap(({ budget, results }) =>
    results.map(({ way, sent, right }) =>
      figure(`${name}: right of ${budget} reminders, ${way} (${sent} sent)`, right, ''),
    ),
  );
  const [first] = tests;
  if (first === undefined) return { figures: [], ratios: [] };
  const errors = first.results.map(({ way, errorDays }) =>
    figure(`${name}: error, ${way}`, errorDays, 'days'),
  );
  const mae = (way: Way): number => resultOf(first, 'learned').errorDays / resultOf(first, way).errorDays;
  const right = (way: Way): number =>
    Math.min(
      ...tests.map((test) => resultOf(test, 'learned').right / Math.max(1, resultOf(test, way).right)),
    );
  return {
    figures: [...errors, ...figures],
    ratios: [
      { name: `${name}: error vs product median`, value: mae('product median'), goal: 0.9, better: 'lower' },
      { name: `${name}: error vs fixed delay`, value: mae('fixed delay'), goal: 0.95, better: 'lower' },
      {
        name: `${name}: right vs product median, worst budget`,
        value: right('product median'),
        goal: 1.15,
        better: 'higher',
      },
      {
        name: `${name}: right vs own average, worst budget`,
        value: right('own average'),
        goal: 1,
        better: 'higher',
      },
    ],
  };
};

const share = (values: readonly boolean[]): number =>
  values.filter(Boolean).length / Math.max(1, values.length);
/** With fewer buyers the truth can't be told from luck. */
const fewestBuyers = 8;

/** What the shop was made with, against what was learned. */
const againstTruth = (name: string, made: MadeShop, history: History): Figure[] => {
  const { asOf, traitsOf } = made;
  const { models, rhythm } = learnReorders(history, { asOf, traitsOf, merchantDays });
  const judged = [...made.products].flatMap(([id, truth]) => {
    const model = models.get(id);
    return model === undefined || model.customers < fewestBuyers ? [] : [{ model, truth }];
  });
  const yes = judged.filter(({ truth }) => truth.replenishable);
  const no = judged.filter(({ truth }) => !truth.replenishable);
  const off = yes.map(({ model, truth }) => Math.abs(Math.log((model.p50 ?? 1) / truth.cycleDays)));
  const { listOf } = learnCompanions(history, {
    asOf,
    horizonDays: lengths.horizon * rhythm.intervalDays,
  });
  const found = [...made.complements].map(([id, other]) =>
    listOf(id)
      .slice(0, 4)
      .some(({ productId }) => productId === other),
  );
  return [
    figure(`${name}: replenishable found`, share(yes.map(({ model }) => model.replenishable)), ''),
    figure(`${name}: replenishable said wrongly`, share(no.map(({ model }) => model.replenishable)), ''),
    figure(`${name}: median off by, in the middle`, 100 * Math.expm1(median(off)), '%'),
    figure(`${name}: exponent of quantity (truth 1)`, rhythm.quantityExponent, ''),
    figure(`${name}: complements found`, share(found), ''),
  ];
};

const madeReport = (name: string, plan: ShopPlan) => {
  const made = makeShop(plan);
  const history = historyOf(made);
  const { figures, ratios } = compare(name, { history, asOf: made.asOf, traitsOf: made.traitsOf });
  return { figures: [...againstTruth(name, made, history), ...figures], ratios };
};

/** A merchant's own export, named by LEARN_ORDERS and LEARN_PRODUCTS. */
const ownReport = async () => {
  const orders = process.env['LEARN_ORDERS'];
  if (orders === undefined) return { figures: [], ratios: [] };
  const started = monotonicMs();
  const shop = await learnShop({
    orders,
    products: process.env['LEARN_PRODUCTS'],
    now: realNow().getTime(),
    merchantDays,
  });
  const took = figure('own file: read and learned', monotonicMs() - started, 'ms');
  const { figures, ratios } = compare('own file', {
    history: shop.history,
    asOf: shop.asOf,
    traitsOf: shop.infoOf,
  });
  return { figures: [took, ...figures], ratios };
};

const oneByOne = 2000;

/** What one more order takes to reckon: its product's numbers, and when its person is due, given all they bought. */
const oneOrderMs = ({ lines, asOf }: MadeShop, { rhythm, models }: LearnedReorders): number => {
  const modelOf = (productId: string): ReorderModel | undefined => models.get(productId);
  const bought = Map.groupBy(lines, ({ customer }) => customer);
  const some = lines.slice(-oneByOne);
  const started = monotonicMs();
  for (const { customer, productId, quantity } of some) {
    const model = modelOf(productId);
    if (model !== undefined) addToModel(rhythm, model, { ended: { gapDays: 30, quantity } });
    dueDates({ rhythm, modelOf }, bought.get(customer) ?? [], asOf);
  }
  return (monotonicMs() - started) / some.length;
};

/** How long it takes to learn lines that are already read, and then one more. */
const speed = (size: number): { figures: Figure[]; ratios: Ratio[] } => {
  const made = makeShop({ ...usual, customers: Math.round(size / 16), products: 4000 });
  const history = historyOf(made);
  const { asOf, traitsOf } = made;
  const started = monotonicMs();
  const learned = learnReorders(history, { asOf, traitsOf, merchantDays });
  const reordersMs = monotonicMs() - started;
  const horizonDays = lengths.horizon * learned.rhythm.intervalDays;
  const before = monotonicMs();
  const products = Iterator.from(learnCompanions(history, { asOf, horizonDays }).lists()).reduce(
    (sum) => sum + 1,
    0,
  );
  const companionsMs = monotonicMs() - before;
  return {
    figures: [
      figure('lines', history.size, ''),
      figure('intervals learned', reordersMs, 'ms'),
      figure('companions learned', companionsMs, 'ms'),
      figure('products with companions', products, ''),
    ],
    ratios: [{ name: 'one more order, ms', value: oneOrderMs(made, learned), goal: 5, better: 'lower' }],
  };
};

/** Learned timing beside the usual ways, at equal volume, on shops whose truth is known and on a merchant's own file. */
export const learn: Benchmark = async ({ full }) => {
  const reports = [
    ...plans.map(([name, plan]) => madeReport(name, plan)),
    await ownReport(),
    speed(full ? 1_000_000 : 200_000),
    await fileCost(),
  ];
  return {
    name: 'learn',
    figures: reports.flatMap(({ figures }) => figures),
    ratios: reports.flatMap(({ ratios }) => ratios),
  };
};
