import type { GraphQLSchema } from 'graphql';
import { randomInt } from 'node:crypto';
import { realNow } from '../../../lib/clock.ts';
import { randomToken } from '../../../lib/digest.ts';
import { bulkLines } from './bulk-lines.ts';
import { executeAdmin } from './execute-admin.ts';

export interface BulkOperation {
  readonly id: string;
  readonly query: string;
  readonly type: 'QUERY';
  readonly createdAt: string;
  readonly partialDataUrl: null;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED';
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | null;
  completedAt: string | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  url: string | null;
}

export interface BulkOperations {
  run(query: string, baseUrl: string): BulkOperation;
  find(id: string): BulkOperation | undefined;
  /** Body of a result file; `undefined` for a key we never gave out. */
  file(key: string): string | undefined;
}

interface BulkDeps {
  readonly schema: GraphQLSchema;
  readonly rootValue: () => object;
  /** Whether the merchant has not granted what the query reads. */
  readonly isDenied?: (query: string) => boolean;
  readonly onFinished?: (operation: BulkOperation) => void;
}

const newOperation = (query: string): BulkOperation => ({
  id: `gid://shopify/BulkOperation/${randomInt(2 ** 40)}`,
  query,
  type: 'QUERY',
  createdAt: realNow().toISOString(),
  partialDataUrl: null,
  status: 'CREATED',
  errorCode: null,
  completedAt: null,
  objectCount: 0,
  rootObjectCount: 0,
  fileSize: null,
  url: null,
});

/** Runs a bulk query behind the caller's back, as Shopify does, and keeps its JSONL for download. */
export const createBulkOperations = ({
  schema,
  rootValue,
  isDenied,
  onFinished,
}: BulkDeps): BulkOperations => {
  const operations = new Map<string, BulkOperation>();
  const files = new Map<string, string>();

  const finish = (
    operation: BulkOperation,
    data: Readonly<Record<string, unknown>>,
    baseUrl: string,
  ): void => {
    const { lines, rootCount } = bulkLines(data);
    const body = lines.map((line) => `${line}\n`).join('');
    const key = randomToken(24);
    operation.objectCount = lines.length;
    operation.rootObjectCount = rootCount;
    operation.fileSize = Buffer.byteLength(body);
    if (lines.length > 0) {
      files.set(key, body);
      operation.url = `${baseUrl}/bulk/${key}.jsonl`;
    }
    operation.status = 'COMPLETED';
  };

  const execute = async (operation: BulkOperation, baseUrl: string): Promise<void> => {
    operation.status = 'RUNNING';
    const { query } = operation;
    const isRefused = isDenied?.(query) === true;
    const answer = isRefused ? {} : await executeAdmin({ schema, query, rootValue: rootValue(), bulk: true });
    if (answer.errors === undefined && answer.data) finish(operation, answer.data, baseUrl);
    else {
      operation.status = 'FAILED';
      operation.errorCode = isRefused ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
    }
    operation.completedAt = realNow().toISOString();
    onFinished?.(operation);
  };

  return {
    run: (query, baseUrl) => {
      const operation = newOperation(query);
      operations.set(operation.id, operation);
      setTimeout(() => void execute(operation, baseUrl), 20);
      return operation;
    },
    find: (id) => operations.get(id),
    file: (key) => files.get(key),
  };
};
