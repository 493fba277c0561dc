import type { FlowProgram, Step } from '../../engine/program.ts';
import type { JsonObject } from '../../lib/json.ts';

export const aWait = (id: string, args: JsonObject): Step => ({ id, key: 'wait', args });

export const aMail = (id: string): Step => ({ id, key: 'send-email', args: { template: id } });

export const aBranch = (id: string, args: JsonObject, arms: readonly (readonly Step[])[]): Step => ({
  id,
  key: 'branch',
  args,
  arms,
});

export const anExit = (id: string, reason: string): Step => ({ id, key: 'exit', args: { reason } });

export const aProgram = (steps: readonly Step[], overrides: Partial<FlowProgram> = {}): FlowProgram => ({
  trigger: { kind: 'test', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 0,
  usefulFor: 'P3D',
  steps,
  ...overrides,
});
