import type { Command } from './command.ts';

/** Every command of `encore`, one line each. */
export const commands: readonly Command[] = [];
