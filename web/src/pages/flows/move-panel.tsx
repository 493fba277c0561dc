import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import type { MovePreviewView } from '../../../../server/flows/life/flow-life.contract.ts';
import { isProgram } from '../../api/is-program.ts';
import { useFlowVersions, useMove, useMovePreview } from '../../api/use-flow-editing.ts';
import { Action } from '../../ui/action.tsx';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { findStep } from '../flow-editor/edit-program.ts';
import { useStepWords } from '../flow-editor/use-step-words.ts';
import { VersionProblem } from './version-problem.tsx';

interface MovePanelProps {
  readonly flow: FlowView;
  /** Where it can be put away. */
  readonly onClose?: (() => void) | undefined;
}

/** Steps of whatever version they wait in, in words. */
const useWaitingWords = (flow: string): ((id: string) => string) => {
  const words = useStepWords();
  const programs = (useFlowVersions(flow).data?.versions ?? [])
    .map(({ program }) => program)
    .filter(isProgram);
  return (id) => {
    const [step] = programs.flatMap((program) => findStep(program, id) ?? []);
    return step === undefined ? id : words(step);
  };
};

const Stays = ({
  flow,
  because,
}: {
  readonly flow: string;
  readonly because: MovePreviewView['because'];
}) => {
  const { t } = useTranslation();
  const words = useWaitingWords(flow);
  return because.map(({ reason, step, count }) => (
    <Words quiet key={`${reason} ${step}`}>
      {t('versions.stayLine', { count, why: t(`versions.stay.${reason}`, { step: words(step) }) })}
    </Words>
  ));
};

/** People who wait finish on the version they entered; whoever can, may be moved to what is live. */
export const MovePanel = ({ flow, onClose }: MovePanelProps): ReactElement | null => {
  const { t } = useTranslation();
  const { version } = flow;
  const { data } = useMovePreview(flow.id, version);
  const move = useMove(flow.id);
  if (data === undefined) return null;
  const { moves, stays, because } = data;
  return (
    <Panel title={t('versions.moveTitle')}>
      <Stack>
        <VersionProblem error={move.error} />
        <Words>
          {moves + stays === 0
            ? t('versions.moveNone', { version })
            : t('versions.moves', { count: moves, version })}
        </Words>
        <Stays flow={flow.id} because={because} />
        {(moves > 0 || onClose !== undefined) && (
          <Row>
            {moves > 0 && (
              <ConfirmAction
                label={t('versions.move', { version })}
                question={t('versions.moveAsk', { version })}
                yes={t('versions.moveYes')}
                no={t('versions.no')}
                busy={move.isPending}
                onConfirm={() => {
                  move.mutate(
                    { rev: flow.rev, to: version },
                    {
                      onSuccess: () => {
                        window.shopify.toast.show(t('versions.moveStarted'), {});
                      },
                    },
                  );
                }}
              />
            )}
            {onClose !== undefined && <Action label={t('editor.moved.later')} onAction={onClose} />}
          </Row>
        )}
      </Stack>
    </Panel>
  );
};
