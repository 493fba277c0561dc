import { callSchema } from './role-messages.ts';

type Handlers = Readonly<Record<string, (params: unknown) => Promise<unknown>>>;

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const answer = async (message: unknown, handlers: Handlers): Promise<void> => {
  const { id, method, params } = callSchema.parse(message);
  try {
    const handler = handlers[method];
    if (handler === undefined) throw new Error(`no method ${method}`);
    process.send?.({ id, result: await handler(params) });
  } catch (error) {
    process.send?.({ id, error: textOf(error) });
  }
};

/** The other side of a role: answers its parent, and goes when the parent is gone. */
export const answerCalls = (handlers: Handlers): void => {
  process.on('message', (message) => void answer(message, handlers));
  process.on('disconnect', () => process.exit(0));
};
