import type { ShopId } from '../../lib/brand.ts';
import type { FlowCommand } from '../life/flow-command.ts';
import type { FlowCommandsRepository } from '../life/flow-commands.repository.ts';
import type { FlowCommandRecord } from './collect-journal.ts';

const pageSize = 500;

const statusAfter = {
  publish: 'live',
  resume: 'live',
  pause: 'paused',
  finish: 'finishing',
  archive: 'archived',
} as const;

const recordOf = (command: FlowCommand): FlowCommandRecord => {
  const { flow, at, kind } = command;
  const done = { flow, at, command: kind };
  switch (command.kind) {
    case 'create': {
      const { status, version, title } = command.detail;
      return { ...done, status, version, title };
    }
    case 'edit':
      return { ...done, version: command.detail.version };
    case 'rename':
      return { ...done, title: command.detail.title };
    case 'include':
      return { ...done, perDay: command.detail.perDay };
    case 'move':
      return { ...done, movedTo: command.detail.to };
    case 'publish':
    case 'resume':
    case 'pause':
    case 'finish':
    case 'archive':
      return { ...done, status: statusAfter[command.kind] };
  }
};

/** Everything that was done to a shop's flows, oldest first. */
export const readCommandRecords = async (
  repository: Pick<FlowCommandsRepository, 'list'>,
  shop: ShopId,
): Promise<readonly FlowCommandRecord[]> => {
  const all: FlowCommandRecord[] = [];
  let after: string | undefined;
  do {
    const page = await repository.list(shop, { after, limit: pageSize });
    all.push(...page.commands.map(recordOf));
    after = page.next;
  } while (after !== undefined);
  return all;
};
