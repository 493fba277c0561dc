import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { onboardingAnswerSchema, onboardingSchema } from '../../../shop/onboarding.contract.ts';
import type { OnboardingView } from '../../../shop/onboarding.contract.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'onboarding'>;

/** Each write answers with how it stands now. */
const shown = async ({ onboarding }: Services, shop: ShopId): Promise<OnboardingView> => {
  const found = await onboarding.read(shop);
  if (found === null) throw new EncoreError('shop_not_installed');
  const { steps, dismissed, firstFlow } = found;
  return { steps: [...steps], dismissed, firstFlow: firstFlow ?? null };
};

/** From install to the first live flow, in three steps that can be left and taken up again. */
export const onboardingRoutes = (services: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/onboarding',
    name: 'readOnboarding',
    summary: 'How far setting up has come: sender, look, first flow.',
    answer: onboardingSchema,
    handle: ({ session }) => shown(services, session.shop),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/onboarding',
    name: 'answerOnboarding',
    summary: 'Say that a step is right as it is set, or skip it.',
    body: onboardingAnswerSchema,
    answer: onboardingSchema,
    handle: async ({ session, body }) => {
      await services.onboarding.answer(session.shop, body.step, body.answer);
      return shown(services, session.shop);
    },
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/onboarding/dismiss',
    name: 'dismissOnboarding',
    summary: 'Show the steps no more.',
    body: z.strictObject({}),
    answer: onboardingSchema,
    handle: async ({ session }) => {
      await services.onboarding.dismiss(session.shop);
      return shown(services, session.shop);
    },
  }),
];
