import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { OnboardingAnswer, OnboardingStep } from './onboarding.ts';
import { shopRows } from './shops.model.ts';

/** What was said while setting a shop up: it is kept with the shop, so that it goes on where it was left. */
export interface OnboardingAnswers {
  answer(
    shop: ShopId,
    said: { readonly step: OnboardingStep; readonly answer: OnboardingAnswer; readonly at: Date },
  ): Promise<void>;
  dismiss(shop: ShopId, at: Date): Promise<void>;
}

export const createOnboardingAnswers = (connection: Connection): OnboardingAnswers => {
  const rows = shopRows(connection);
  return {
    answer: async (shop, { step, answer, at }) => {
      await rows.updateOne({ _id: shop }, { $set: { [`onboarding.answers.${step}`]: { answer, at } } });
    },
    dismiss: async (shop, at) => {
      await rows.updateOne({ _id: shop }, { $set: { 'onboarding.dismissedAt': at } });
    },
  };
};
