import type { ShopId } from '../../lib/brand.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { FlowRepository } from '../../flows/flow.repository.ts';
import type { FlowVersionRepository } from '../../flows/flow-version.repository.ts';
import type { TemplateUse, TemplateUses } from '../../mail/templates/own/own-templates.ts';

export interface TemplateUsesDeps {
  readonly flows: Pick<FlowRepository, 'list'>;
  readonly versions: Pick<FlowVersionRepository, 'list'>;
  readonly reads: Pick<EnrollmentReads, 'countVersions'>;
}

interface Named {
  readonly template: string;
  readonly version: number;
}

/** Programs as they are stored, whether or not their steps are still known. */
const mailsIn = (value: unknown): readonly Named[] => {
  if (Array.isArray(value)) return value.flatMap(mailsIn);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(mailsIn);
  if (!('template' in value) || typeof value.template !== 'string') return inner;
  const version = 'templateVersion' in value ? value.templateVersion : undefined;
  return [...inner, { template: value.template, version: typeof version === 'number' ? version : 0 }];
};

const running = new Set(['live', 'paused', 'finishing']);

/** What people enter now, and what somebody still waits in. */
export const createTemplateUses = ({ flows, versions, reads }: TemplateUsesDeps): TemplateUses => ({
  of: async (shop: ShopId, key) => {
    const uses: TemplateUse[] = [];
    for (const flow of await flows.list(shop)) {
      if (!running.has(flow.status)) continue;
      const [stored, waiting] = await Promise.all([
        versions.list(shop, flow.id),
        reads.countVersions(shop, flow.id),
      ]);
      const found = stored
        .filter(({ version }) => version === flow.version || (waiting.get(version) ?? 0) > 0)
        .flatMap(({ program }) => mailsIn(program))
        .filter(({ template }) => template === key)
        .map(({ version }) => version);
      if (found.length > 0)
        uses.push({
          flow: flow.id,
          title: flow.title,
          versions: [...new Set(found)].toSorted((a, b) => a - b),
        });
    }
    return uses;
  },
});
