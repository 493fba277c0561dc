import { asFlowId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { Flow } from '../flow.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { FlowVersionRepository } from '../flow-version.repository.ts';
import type { PresetOffer } from './check-offers.ts';
import { checkProgram } from './check-program.ts';
import type { CheckDeps } from './check-program.ts';
import type { LifeSession } from './life-session.ts';

export type NewFlow =
  | { readonly preset: string; readonly title?: string | undefined }
  | { readonly program: unknown; readonly title: string };

export interface CreateDeps {
  readonly check: CheckDeps;
  readonly flows: Pick<FlowRepository, 'create'>;
  readonly versions: Pick<FlowVersionRepository, 'append'>;
  readonly clock: Clock;
}

interface Source {
  readonly program: unknown;
  readonly title: string;
  /** Without them its program would name what isn't there. */
  readonly offers?: readonly PresetOffer[] | undefined;
}

const fromPreset = ({ kinds }: CheckDeps, preset: string): Source => {
  const kind = kinds.get(preset);
  if (kind !== undefined) return kind.preset;
  throw new EncoreError('request_invalid', { fields: { preset: `there is no preset called ${preset}` } });
};

/** Drawn, so that two made at once are two; it stands in addresses. */
const newId = (program: FlowProgram) =>
  asFlowId(
    `${program.trigger.kind}-${randomToken(6)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, 'x')}`,
  );

/** A draft: nothing enters it before it is published. Throws `program_invalid`, and stores nothing then. */
export const createFlow = async (
  { check, flows, versions, clock }: CreateDeps,
  { shop, user }: LifeSession,
  asked: NewFlow,
): Promise<Flow> => {
  const source: Source = 'preset' in asked ? fromPreset(check, asked.preset) : asked;
  await check.offers.ensure({ shop, user }, source.offers ?? []);
  const program = await checkProgram(check, shop, source.program);
  const at = clock.now();
  const flow: Flow = {
    shop,
    id: newId(program),
    kind: program.trigger.kind,
    title: asked.title ?? source.title,
    status: 'draft',
    version: 1,
    rev: 0,
    createdAt: at,
    updatedAt: at,
  };
  // The version first: a flow that is seen always has its program.
  await versions.append(shop, { shop, flow: flow.id, version: 1, program, createdAt: at });
  if (await flows.create(shop, flow, user)) return flow;
  throw new EncoreError('version_conflict');
};
