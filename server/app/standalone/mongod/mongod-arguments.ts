export const replicaSetName = 'encore';

export interface MongodPlace {
  readonly dbPath: string;
  readonly port: number;
}

/** Small on purpose: the embedded mongod shares a laptop or two CI cores with everything else. */
export const mongodArguments = ({ dbPath, port }: MongodPlace): readonly string[] => {
  const options = {
    dbpath: dbPath,
    port: String(port),
    bind_ip: '127.0.0.1',
    replSet: replicaSetName,
    oplogSize: '256',
    wiredTigerCacheSizeGB: '0.25',
    wiredTigerCollectionBlockCompressor: 'zstd',
    setParameter: 'diagnosticDataCollectionEnabled=false',
  };
  return ['--nounixsocket', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
};

export const mongodUri = (port: number, database: string): string =>
  `mongodb://127.0.0.1:${port}/${database}?replicaSet=${replicaSetName}`;
