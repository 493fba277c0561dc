import { parseProgram } from '../../engine/program-schema.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { StepRegistry } from '../../engine/step.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowKinds } from '../flow-kind.ts';
import { faultsOfEvents } from './check-events.ts';
import { faultsOfOffers } from './check-offers.ts';
import type { OfferCheck } from './check-offers.ts';
import { pinMails } from './pin-mails.ts';
import type { MailCheck } from './pin-mails.ts';

export interface CheckDeps {
  readonly kinds: FlowKinds;
  readonly steps: StepRegistry;
  readonly mails: MailCheck;
  readonly offers: OfferCheck;
}

type Fields = Record<string, string>;

const checkTrigger = (fields: Fields, { trigger }: FlowProgram, kinds: FlowKinds): void => {
  const kind = kinds.get(trigger.kind);
  if (kind === undefined) {
    fields['trigger.kind'] = `there is no kind of flow called ${trigger.kind}`;
    return;
  }
  const parsed = kind.args.safeParse(trigger.args);
  if (parsed.success) return;
  for (const issue of parsed.error.issues)
    fields[['trigger', 'args', ...issue.path].join('.')] ??= issue.message;
};

/**
 * From anything to a program that can be carried out here: it parses, its trigger is known, its mails can be sent and what
 * they promise is there, and
 * stores do tell of the events that it names. Merchants' own templates are pinned as they are published now.
 * Throws `program_invalid`; its `fields` say where.
 */
export const checkProgram = async (
  { kinds, steps, mails, offers }: CheckDeps,
  shop: ShopId,
  input: unknown,
): Promise<FlowProgram> => {
  const program = parseProgram(input, steps);
  const fields: Fields = {};
  checkTrigger(fields, program, kinds);
  const pinned = await pinMails(mails, shop, program);
  Object.assign(fields, pinned.faults, await faultsOfOffers(offers, shop, program));
  for (const [path, fault] of Object.entries(faultsOfEvents(program, steps))) fields[path] ??= fault;
  if (Object.keys(fields).length > 0) throw new EncoreError('program_invalid', { fields });
  return pinned.program;
};
