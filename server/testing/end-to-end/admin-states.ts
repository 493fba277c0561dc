import type { Page, Route } from 'playwright-core';

/** What a screen may find on the other side of the network. */
export const adminStates = ['loading', 'failing', 'session over', 'cut off', 'empty'] as const;
export type AdminState = (typeof adminStates)[number];

const emptied = (value: unknown): unknown => {
  if (Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, emptied(one)]));
};

const refusal = (status: number, code: string) => ({ status, json: { error: { code, message: '' } } });

/** The server's own answer with nothing in any of its lists. What is refused stays refused. */
const answerEmpty = async (route: Route): Promise<void> => {
  const response = await route.fetch();
  if (!response.ok()) return route.fulfill({ response });
  return route.fulfill({ response, json: emptied(await response.json()) });
};

const answers: Readonly<Record<AdminState, (route: Route) => Promise<void>>> = {
  loading: async () => undefined,
  failing: (route) => route.fulfill(refusal(503, 'service_unavailable')),
  'session over': (route) => route.fulfill(refusal(401, 'session_token_invalid')),
  'cut off': (route) => route.abort('internetdisconnected'),
  empty: answerEmpty,
};

const everyAnswer = /\/api\//;

/** From now on every question of the admin is answered so. */
export const enterState = async (page: Page, state: AdminState): Promise<void> => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route(everyAnswer, answers[state]);
};

export const leaveState = (page: Page): Promise<void> => page.unrouteAll({ behavior: 'ignoreErrors' });
