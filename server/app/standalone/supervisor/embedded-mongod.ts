import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../mongod/free-port.ts';
import { mongodArguments, mongodUri } from '../mongod/mongod-arguments.ts';

export interface EmbeddedMongod {
  readonly port: number;
  readonly uri: string;
  readonly args: readonly string[];
}

const rememberedPort = async (file: string): Promise<number> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  const port = Number(text.trim());
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
};

/** The port is kept beside the data: the replica set's configuration in there names it. */
export const planMongod = async (dataDir: string): Promise<EmbeddedMongod> => {
  const dbPath = join(dataDir, 'mongodb');
  const portFile = join(dbPath, 'port');
  const port = await freePort(await rememberedPort(portFile));
  await writeFile(portFile, `${port}\n`);
  return { port, uri: mongodUri(port, 'encore'), args: mongodArguments({ dbPath, port }) };
};
