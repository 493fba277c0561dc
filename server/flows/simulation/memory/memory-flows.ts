import type { FlowId, ShopId } from '../../../lib/brand.ts';
import type { Flow } from '../../flow.ts';
import type { FlowVersionRepository, StoredVersion } from '../../flow-version.repository.ts';
import type { JournalLineOf } from '../journal-line.ts';

export interface MemoryFlows {
  readonly list: () => Promise<readonly Flow[]>;
  readonly find: (shop: ShopId, id: FlowId) => Promise<Flow | null>;
  readonly versions: Pick<FlowVersionRepository, 'findMany'>;
  add(line: JournalLineOf<'flow'>): void;
  addVersion(line: JournalLineOf<'flow-version'>): void;
  change(line: JournalLineOf<'command'>): void;
}

/** One shop's flows as they stood at each moment. `programOf`: what stands in for a flow's own program, if anything. */
export const createMemoryFlows = (
  shop: ShopId,
  programOf: (flow: FlowId) => unknown = () => undefined,
): MemoryFlows => {
  const flows = new Map<FlowId, Flow>();
  const versions = new Map<string, StoredVersion>();
  return {
    list: async () => [...flows.values()],
    find: async (_shop, id) => flows.get(id) ?? null,
    versions: {
      findMany: async (_shop, wanted) =>
        wanted.flatMap(({ flow, version }) => versions.get(`${flow}@${version}`) ?? []),
    },
    add: ({ at, flow: id, flowKind: kind, title, status, version }) => {
      flows.set(id, { shop, id, kind, title, status, version, rev: 0, createdAt: at, updatedAt: at });
    },
    addVersion: ({ flow, version, program }) => {
      versions.set(`${flow}@${version}`, { flow, version, program: programOf(flow) ?? program });
    },
    change: ({ at, flow: id, status, version, title }) => {
      const flow = flows.get(id);
      if (flow === undefined) return;
      flows.set(id, {
        ...flow,
        status: status ?? flow.status,
        version: version ?? flow.version,
        title: title ?? flow.title,
        rev: flow.rev + 1,
        updatedAt: at,
        ...(status === 'live' && flow.status !== 'live' ? { liveSince: at } : {}),
      });
    },
  };
};
