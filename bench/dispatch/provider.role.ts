import { z } from 'zod';
import { startProviderDouble } from '../../server/testing/mail/provider-double.ts';
import type { ProviderDouble } from '../../server/testing/mail/provider-double.ts';
import { answerCalls } from '../harness/answer-calls.ts';

const startSchema = z.object({ delayMs: z.number() });

let provider: ProviderDouble | undefined;

const start = async (params: unknown): Promise<string> => {
  await provider?.close();
  provider = await startProviderDouble();
  provider.delay(startSchema.parse(params).delayMs);
  return provider.baseUrl;
};

const taken = (): Promise<unknown> => {
  const counts = [...(provider?.acceptances().values() ?? [])];
  const bytes = (provider?.mails() ?? []).reduce(
    (total, { content }) => total + content.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0),
    0,
  );
  return Promise.resolve({ mails: counts.length, twice: counts.filter((count) => count > 1).length, bytes });
};

answerCalls({ start, taken });
