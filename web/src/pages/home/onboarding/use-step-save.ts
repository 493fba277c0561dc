import { useState } from 'react';
import type { SettingsChange, SettingsView } from '../../../../../server/shop/settings.contract.ts';
import { useSettingsStore } from '../../../api/use-settings.ts';

export interface StepSave {
  readonly busy: boolean;
  readonly failed: boolean;
  /** What is as it was needs no writing; then the step is done. */
  run(change: Omit<SettingsChange, 'rev'> | undefined, then: () => void): void;
}

/** Saves what a step changed on top of what is stored now: nobody else works in a shop that is being set up. */
export const useStepSave = ({ rev }: Pick<SettingsView, 'rev'>): StepSave => {
  const { change: store, read } = useSettingsStore();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const save = async (change: Omit<SettingsChange, 'rev'>): Promise<void> => {
    try {
      await store({ ...change, rev });
    } catch {
      await store({ ...change, rev: (await read()).rev });
    }
  };
  return {
    busy,
    failed,
    run: (change, then) => {
      if (change === undefined) return then();
      setBusy(true);
      setFailed(false);
      save(change)
        .then(then)
        .catch(() => {
          setFailed(true);
        })
        .finally(() => {
          setBusy(false);
        });
    },
  };
};
