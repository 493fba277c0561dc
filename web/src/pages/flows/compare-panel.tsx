import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowVersionView } from '../../../../server/flows/life/flow-life.contract.ts';
import { isProgram } from '../../api/is-program.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Words } from '../../ui/words.tsx';
import { ChangeList } from '../flow-editor/change-list.tsx';

interface ComparePanelProps {
  readonly one: FlowVersionView;
  readonly current: FlowVersionView;
  readonly onClose: () => void;
}

/** What an old version does otherwise than the one that is live: the same as what making it live again would change. */
export const ComparePanel = ({ one, current, onClose }: ComparePanelProps): ReactElement | null => {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  // It opens below the list, where whoever pressed the button may not see it.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [one.version]);
  if (!isProgram(one.program)) return null;
  const { version } = one;
  return (
    <div ref={place} aria-live="polite">
      <Panel
        title={t('versions.compareTitle', { version, current: current.version })}
        aside={<Action plain label={t('versions.compareClose')} onAction={onClose} />}
      >
        <Words quiet>{t('versions.compareHint', { version })}</Words>
        <ChangeList before={isProgram(current.program) ? current.program : undefined} after={one.program} />
      </Panel>
    </div>
  );
};
