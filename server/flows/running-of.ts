import type { Flow } from './flow.ts';

/** `paused`: people wait until it goes on. `off`: nothing is done for anybody in it any more. */
export const runningOf = (flow: Pick<Flow, 'status'> | null): 'live' | 'paused' | 'off' =>
  flow?.status === 'live' || flow?.status === 'paused' ? flow.status : 'off';
