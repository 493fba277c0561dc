import type { Command } from './command.ts';

/** Each loads what it needs when it is asked for: learning from a file needs no database driver in memory. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  'connect woocommerce': async () =>
    (await import('./connect-woocommerce.command.ts')).connectWoocommerceCommand,
  'disconnect woocommerce': async () =>
    (await import('./disconnect-woocommerce.command.ts')).disconnectWoocommerceCommand,
  doctor: async () => (await import('./doctor/doctor.command.ts')).doctorCommand,
  'erase-person': async () => (await import('./erase-person.command.ts')).erasePersonCommand,
  explain: async () => (await import('./explain.command.ts')).explainCommand,
  import: async () => (await import('./import/import.command.ts')).importCommand,
  indexes: async () => (await import('./indexes.command.ts')).indexesCommand,
  'journal export': async () => (await import('./journal-export.command.ts')).journalExportCommand,
  learn: async () => (await import('./learn/learn.command.ts')).learnCommand,
  requeue: async () => (await import('./requeue.command.ts')).requeueCommand,
  'rotate-keys': async () => (await import('./rotate-keys.command.ts')).rotateKeysCommand,
  simulate: async () => (await import('./simulate.command.ts')).simulateCommand,
};

/** The commands that `args` may mean; all of them where that is none. */
export const loadCommands = async (args: readonly string[]): Promise<readonly Command[]> => {
  const all = Object.entries(loaders);
  const meant = all.filter(([name]) => args.includes(name.split(' ')[0] ?? name));
  return Promise.all((meant.length === 0 ? all : meant).map(([, load]) => load()));
};
