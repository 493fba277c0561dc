// Preloaded into web and worker: a supervisor that was killed can't stop them, so they stop themselves.
import { onParentGone } from './on-parent-gone.ts';

onParentGone(() => {
  process.kill(process.pid, 'SIGTERM');
});
