import type { Flow } from '../flow.ts';
import type { FlowCommand } from './flow-command.ts';

/** The first line of a flow's log. */
export const creationOf = (flow: Flow, by?: string): FlowCommand => {
  const { shop, id, kind, title, version, status, rev, createdAt } = flow;
  return {
    shop,
    flow: id,
    rev,
    at: createdAt,
    ...(by === undefined ? {} : { by }),
    kind: 'create',
    detail: { of: kind, title, version, status: status === 'live' ? 'live' : 'draft' },
  };
};
