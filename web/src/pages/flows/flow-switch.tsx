import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SwitchedFlow } from '../../api/use-switch-flow.ts';
import { Switch } from '../../ui/switch.tsx';
import type { FlowSwitching } from './use-flow-switch.ts';

interface FlowSwitchProps {
  readonly flow: SwitchedFlow;
  readonly switching: FlowSwitching;
}

/** Archived flows and drafts have other ways to become live. */
export const FlowSwitch = ({ flow, switching }: FlowSwitchProps): ReactElement | null => {
  const { t } = useTranslation();
  if (flow.status !== 'live' && flow.status !== 'paused') return null;
  const on = flow.status === 'live';
  return (
    <Switch
      on={on}
      label={t(on ? 'flows.switchOn' : 'flows.switchOff', { flow: flow.title })}
      onChange={(wanted) => {
        switching.turn(flow, wanted);
      }}
    />
  );
};
