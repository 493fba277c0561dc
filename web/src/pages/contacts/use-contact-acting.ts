import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/api-error.ts';
import { useContactAct } from '../../api/use-contacts.ts';
import type { ContactAct } from '../../api/use-contacts.ts';

export interface ContactActing {
  readonly busy: boolean;
  /** What went wrong with the last try; stays until the next one. */
  readonly problem: string | undefined;
  act(act: ContactAct, done: string): void;
}

const movedOn = new Set(['version_conflict', 'flow_state_invalid']);

export const useContactActing = (contact: string): ContactActing => {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useContactAct(contact);
  return {
    busy: isPending,
    problem: error ? t(movedOn.has(codeOf(error)) ? 'contacts.conflict' : 'contacts.actFailed') : undefined,
    act: (act, done) => {
      mutate(act, {
        onSuccess: () => {
          window.shopify.toast.show(done, {});
        },
      });
    },
  };
};
