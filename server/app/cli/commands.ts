import type { Command } from './command.ts';
import { connectWoocommerceCommand } from './connect-woocommerce.command.ts';
import { doctorCommand } from './doctor/doctor.command.ts';
import { explainCommand } from './explain.command.ts';
import { indexesCommand } from './indexes.command.ts';
import { journalExportCommand } from './journal-export.command.ts';
import { learnCommand } from './learn/learn.command.ts';
import { requeueCommand } from './requeue.command.ts';
import { simulateCommand } from './simulate.command.ts';

/** Every command of `encore`, one line each. */
export const commands: readonly Command[] = [
  connectWoocommerceCommand,
  doctorCommand,
  explainCommand,
  indexesCommand,
  journalExportCommand,
  learnCommand,
  requeueCommand,
  simulateCommand,
];
