import * as fc from 'fast-check';
import type { Answer } from './far-provider.ts';
import { assertSound } from './life-invariants.ts';
import type { Life, LifeModel, TurnPlan } from './life.ts';

type Command = fc.AsyncCommand<LifeModel, Life>;

interface Deed {
  readonly name: string;
  readonly check?: (model: LifeModel) => boolean;
  readonly run: (life: Life, model: LifeModel) => Promise<void>;
}

/** What must hold holds after every command. */
const command = ({ name, check = () => true, run }: Deed): Command => ({
  check,
  run: async (model, life) => {
    await run(life, model);
    await assertSound(life, model.seen);
  },
  toString: () => name,
});

const always = (deed: Deed): fc.Arbitrary<Command> => fc.constant(command(deed));

const answers: readonly Answer[] = [
  'accepted',
  'accepted',
  'rejected',
  'slow-down',
  'broken',
  'silent-taken',
  'silent-lost',
];

const plan: fc.Arbitrary<TurnPlan> = fc.record({
  stop: fc.option(fc.record({ after: fc.nat(22), how: fc.constantFrom<'pause' | 'die'>('pause', 'die') }), {
    nil: undefined,
  }),
  answer: fc.constantFrom(...answers),
});

const turn = fc.tuple(fc.constantFrom<0 | 1>(0, 1), plan).map(([worker, how]) =>
  command({
    name: `worker ${worker} turns ${JSON.stringify(how)}`,
    run: (life) => life.turn(worker, how),
  }),
);

const second = 1000;
const hour = 3_600_000;

const wait = fc
  .constantFrom(250, 2 * second, 4 * second, 16 * second, 62 * second, 31 * 60 * second, 12 * hour, 25 * hour)
  .map((ms) => command({ name: `${ms / second} s pass`, run: (life) => life.wait(ms) }));

/** A checkout that is heard of lets in while nothing that was applied speaks against it. */
const noteEntry = ({ intake }: Life, model: LifeModel): void => {
  model.entered ||= model.isLive && !intake.isApplied();
};

const checkout = always({
  name: 'checkout is touched',
  run: async (life, model) => {
    noteEntry(life, model);
    await life.checkout();
  },
});

const ending = (endsBy: 'ordered' | 'unsubscribed'): fc.Arbitrary<Command> =>
  fc.boolean().map((applied) =>
    command({
      name: `${endsBy}${applied ? '' : ', not applied yet'}`,
      check: (model) => model.endsBy === undefined,
      run: async (life, model) => {
        model.endsBy = endsBy;
        await (endsBy === 'ordered' ? life.order() : life.unsubscribe());
        if (applied) await life.apply();
      },
    }),
  );

const switching = fc.constantFrom(true, true, false).map((isLive) =>
  command({
    name: isLive ? 'flow goes on' : 'flow is paused',
    run: async (life, model) => {
      model.isLive = isLive;
      life.flow.status = isLive ? 'live' : 'paused';
    },
  }),
);

const edit = fc.boolean().map((moves) =>
  command({
    name: moves ? 'flow is edited, people are moved' : 'flow is edited',
    run: async (life) => {
      life.flow.version += 1;
      if (moves) await life.moveToNewest();
    },
  }),
);

const event = fc.constantFrom<0 | 1>(0, 1).map((mail) =>
  command({
    name: `the provider tells of mail ${mail + 1}`,
    run: (life) => life.providerEvent(mail),
  }),
);

const hearAgain = async (life: Life, model: LifeModel, which: number): Promise<void> => {
  if ((await life.repeat(which)) === 'checkout.updated') model.mayHaveEntered = true;
};

const repeat = fc.nat(9).map((which) =>
  command({
    name: `delivery ${which} again`,
    run: (life, model) => hearAgain(life, model, which),
  }),
);

type Intruder = 'ordered' | 'unsubscribed' | 'event' | 'checkout';

const intrude = async (life: Life, model: LifeModel, intruder: Intruder): Promise<void> => {
  if (intruder === 'event') return life.providerEvent(0);
  if (intruder === 'checkout') return hearAgain(life, model, 0);
  if (model.endsBy !== undefined) return;
  model.endsBy = intruder;
  await (intruder === 'ordered' ? life.order() : life.unsubscribe());
};

/** Somebody comes in the middle of a turn, which goes on past the hold of the answer: rare by chance, and where it hurts. */
const cutIn = fc
  .tuple(
    fc.nat(22),
    fc.constantFrom(...answers),
    fc.constantFrom<Intruder>('ordered', 'unsubscribed', 'event', 'event', 'checkout'),
  )
  .map(([after, answer, intruder]) =>
    command({
      name: `${intruder} cuts in after ${after} operations, ${answer}`,
      run: async (life, model) => {
        await life.turn(0, { stop: { after, how: 'pause' }, answer });
        await intrude(life, model, intruder);
        await life.wait(4 * second);
        await life.turn(0, { answer });
      },
    }),
  );

/** Turns and time make most of a life. */
const weighted = [
  ...Array.from({ length: 9 }, () => turn),
  ...Array.from({ length: 5 }, () => wait),
  cutIn,
  cutIn,
  checkout,
  fc.oneof(ending('ordered'), ending('unsubscribed')),
  always({ name: 'what waits is applied', run: (life) => life.apply() }),
  always({ name: 'sweep', run: (life) => life.sweep() }),
  switching,
  edit,
  event,
  repeat,
];

/** Without a checkout and its half hour most lives would be over before anything can happen. */
export const beginWithCheckout = async (life: Life, model: LifeModel): Promise<void> => {
  model.entered = true;
  await life.checkout();
  await life.wait(31 * 60 * second);
};

export const lives = (size: number) => fc.commands([...weighted], { maxCommands: size, size: 'max' });
