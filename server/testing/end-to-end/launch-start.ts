import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** One `npm start`, from behind its installer. */
export interface Launch {
  readonly pid: number;
  /** Everything it said so far, both streams. */
  said(): string;
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

const root = join(import.meta.dirname, '../../..');
const foreign =
  /^(MONGODB_URI|SHOPIFY_|SENDGRID_|SMTP_URL|MAIL_|APP_URL|ENCRYPTION_KEY|ENCORE_|DEMO_|PORT|DATA_DIR|NODE_)/;

/** The environment of a stranger: nothing of ours, nothing of the test runner's. */
const strangersEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));

export const launchStart = (variables: Readonly<Record<string, string>>): Launch => {
  const child = spawn(process.execPath, ['server/app/standalone/main.ts'], {
    cwd: root,
    env: { ...strangersEnvironment(), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ended,
    signal: (name) => {
      child.kill(name);
    },
  };
};
