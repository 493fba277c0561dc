import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { useOwnTemplates } from '../../api/use-templates.ts';
import { formatDuration } from '../../format/duration.ts';
import { stepWords } from './step-words.ts';

type Words = (step: StepData) => string;

/** A step that didn't change is the object it was, and there may be hundreds. */
const rememberedByStep = (say: Words): Words => {
  const known = new WeakMap<StepData, string>();
  return (step) => {
    const words = known.get(step) ?? say(step);
    known.set(step, words);
    return words;
  };
};

/** A step in a line; the same function as long as nothing in it would read otherwise. */
export const useStepWords = (): Words => {
  const { t, i18n } = useTranslation();
  const { data } = useOwnTemplates();
  const { language } = i18n;
  return useMemo(() => {
    const titles = new Map((data?.templates ?? []).map(({ key, title }) => [key, title]));
    const duration = (iso: string): string => formatDuration(iso, t, language);
    return rememberedByStep((step) => stepWords(step, { t, language, duration, titles }));
  }, [t, language, data]);
};
