import { freshEnrollment } from '../../engine/fresh-enrollment.ts';
import { versionKey } from '../../engine/ports.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import type { FlowProgram, Step } from '../../engine/program.ts';
import type { FlowKinds } from '../../flows/flow-kind.ts';
import type { FlowRepository } from '../../flows/flow.repository.ts';
import type { Flow } from '../../flows/flow.ts';
import { asContactId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { errorCodeOf } from '../../lib/errors.ts';
import type { LiveMail, LiveMails } from '../../mail/deliverability/live-mail.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import type { ComposeInput, MailComposer } from '../../mail/send/send-ports.ts';
import type { Shop } from '../../shop/shop.ts';

export interface LiveMailsDeps {
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
  readonly flows: Pick<FlowRepository, 'list'>;
  readonly programs: ProgramPort;
  readonly kinds: FlowKinds;
  readonly composer: MailComposer;
  /** Under whose name the shop's mail leaves now. */
  readonly senderOf: (shop: Shop) => Promise<Shop['sender']>;
  readonly now: () => Date;
}

const mailsIn = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => [
    ...(step.key === 'send-email' ? [step] : []),
    ...(step.arms ?? []).flatMap((arm) => mailsIn(arm)),
  ]);

/** More mails than this no flow has that anybody reads. */
const mostMails = 50;

const addressesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [URL.parse(value)?.href ?? value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(addressesIn);
};

type Addressed = Pick<LiveMail, 'flow' | 'step'>;

interface Written {
  readonly flow: Flow;
  readonly program: FlowProgram;
  readonly step: Step;
}

const inputOf = (
  deps: LiveMailsDeps,
  shop: Shop,
  { flow, program, step }: Written,
): ComposeInput | undefined => {
  const content = deps.kinds.get(program.trigger.kind)?.sample(shop);
  if (content === undefined) return undefined;
  const now = deps.now();
  const contact = asContactId('somebody');
  const enrollment = freshEnrollment({
    shop: shop.id,
    flow: flow.id,
    contact,
    about: 'sample',
    occurrence: '',
    version: flow.version,
    dueAt: now,
    step: step.id,
    anchorAt: now,
    plannedAt: now,
    variables: {},
    heldOut: false,
    enteredAt: now,
  });
  return {
    message: messageIdOf(enrollment.id, step.id),
    shop,
    recipient: { contact, address: 'somebody@example.com', redacted: false, consent: 'subscribed' },
    enrollment,
    flowKey: program.trigger.kind,
    args: step.args,
    content,
    now,
  };
};

const write = async (deps: LiveMailsDeps, shop: Shop, written: Written): Promise<LiveMail | undefined> => {
  const { flow, step } = written;
  const named: Addressed = { flow: { id: flow.id, title: flow.title }, step: step.id };
  const input = inputOf(deps, shop, written);
  if (input === undefined) return undefined;
  const madeUp = new Set(addressesIn([input.content, shop.url]));
  try {
    return { ...named, mail: await deps.composer.compose(input), madeUp };
  } catch (error) {
    const problem = `It can’t be written (${errorCodeOf(error)}).`;
    return { ...named, mail: undefined, problem, madeUp };
  }
};

/** Every mail of a shop's live flows, as it would leave now. */
export const createLiveMails =
  (deps: LiveMailsDeps): LiveMails =>
  async (id) => {
    const found = await deps.shops.find(id);
    if (found === undefined) return [];
    const shop = { ...found, sender: await deps.senderOf(found) };
    const live = (await deps.flows.list(id)).filter(({ status }) => status === 'live');
    const versionOf = ({ id: flow, version }: Flow) => ({ shop: id, flow, version });
    const programs = await deps.programs.load(live.map(versionOf));
    const written = live.flatMap((flow): Written[] => {
      const program = programs.get(versionKey(versionOf(flow)));
      return program === undefined ? [] : mailsIn(program.steps).map((step) => ({ flow, program, step }));
    });
    const mails: LiveMail[] = [];
    for (const one of written.slice(0, mostMails)) {
      const mail = await write(deps, shop, one);
      if (mail !== undefined) mails.push(mail);
    }
    return mails;
  };
