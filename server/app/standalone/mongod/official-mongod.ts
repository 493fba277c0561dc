import { join } from 'node:path';

/**
 * MongoDB's own download for this operating system. The library is a development dependency and heavy,
 * so it is loaded only when nothing was found on this machine.
 */
export const downloadOfficialMongod = async (folder: string): Promise<string> => {
  // Three retries of a host that doesn't resolve cost seven seconds; one try is enough to know.
  process.env['MONGOMS_MAX_RETRIES'] ??= '0';
  const { MongoBinary } = await import('mongodb-memory-server-core');
  return MongoBinary.getPath({ downloadDir: join(folder, 'mongodb-official') });
};
