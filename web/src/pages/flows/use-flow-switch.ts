import { useTranslation } from 'react-i18next';
import type { SwitchStatus } from '../../../../server/flows/flow.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useSwitchFlow } from '../../api/use-switch-flow.ts';
import type { SwitchedFlow } from '../../api/use-switch-flow.ts';

export interface FlowSwitching {
  /** What went wrong with the last try; stays until the next one. */
  readonly problem: string | undefined;
  turn(flow: SwitchedFlow, on: boolean): void;
}

export const useFlowSwitch = (title: string): FlowSwitching => {
  const { t } = useTranslation();
  const { mutate, error } = useSwitchFlow();

  const set = (flow: SwitchedFlow, status: SwitchStatus, undo: boolean): void => {
    mutate(
      { flow, status },
      {
        onSuccess: (changed) => {
          const words = t(status === 'live' ? 'flows.turnedOn' : 'flows.turnedOff', { flow: title });
          const back: SwitchStatus = status === 'live' ? 'paused' : 'live';
          const onAction = (): void => {
            set(changed, back, false);
          };
          window.shopify.toast.show(words, undo ? { action: t('common.undo'), onAction } : {});
        },
      },
    );
  };

  const conflict = error !== null && codeOf(error) === 'version_conflict';
  return {
    problem: error ? t(conflict ? 'flows.conflict' : 'flows.switchFailed', { flow: title }) : undefined,
    turn: (flow, on) => {
      set(flow, on ? 'live' : 'paused', true);
    },
  };
};
