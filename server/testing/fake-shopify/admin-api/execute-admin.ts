import { defaultFieldResolver, graphql } from 'graphql';
import type { ExecutionResult, GraphQLFieldResolver, GraphQLSchema } from 'graphql';

interface AdminExecution {
  readonly schema: GraphQLSchema;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly rootValue: object;
  readonly bulk: boolean;
}

/** What this far side was never told is an error here, not a null that a test would take for an answer. */
const resolveKnown: GraphQLFieldResolver<unknown, unknown> = (...asked) => {
  const [source, , , info] = asked;
  if (typeof source === 'object' && source !== null && info.fieldName in source)
    return defaultFieldResolver(...asked);
  throw new Error(`this far side knows no ${info.parentType.name}.${info.fieldName}`);
};

export const executeAdmin = ({
  schema,
  query,
  variables,
  rootValue,
  bulk,
}: AdminExecution): Promise<ExecutionResult> =>
  graphql({
    schema,
    source: query,
    rootValue,
    contextValue: { bulk },
    variableValues: variables ?? null,
    fieldResolver: resolveKnown,
  });
