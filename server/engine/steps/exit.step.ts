import { z } from 'zod';
import { defineStep } from '../step.ts';

const exitArgs = z.strictObject({ reason: z.string().min(1).max(80) });

export const exitStep = defineStep<z.infer<typeof exitArgs>>({
  key: 'exit',
  args: exitArgs,
  hasArms: false,
  needs: () => [],
  decide: ({ reason }) => ({ kind: 'exit', reason }),
});
