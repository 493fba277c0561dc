import type { Flow } from './flow.ts';

/** A finishing flow goes on for those inside. `paused`: people wait until it goes on. `off`: nothing is done for anybody in it any more. */
export const runningOf = (flow: Pick<Flow, 'status'> | null): 'live' | 'paused' | 'off' => {
  if (flow?.status === 'finishing') return 'live';
  return flow?.status === 'live' || flow?.status === 'paused' ? flow.status : 'off';
};
