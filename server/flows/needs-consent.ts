import { allSteps } from '../engine/cursor.ts';
import type { FlowProgram } from '../engine/program.ts';
import { mailPolicyOf } from '../mail/send/mail-policy.ts';

/** A flow with transactional mail goes on for people who refuse marketing; the gate still asks before each mail. */
export const needsConsent = ({ steps }: FlowProgram): boolean =>
  !allSteps(steps).some(
    ({ key, args }) => key === 'send-email' && mailPolicyOf(args).kind === 'transactional',
  );
