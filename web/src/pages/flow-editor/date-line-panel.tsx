import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  FlowInspectionView,
  ProgramData,
  StepData,
} from '../../../../server/flows/drafts/draft.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateLine, DateLineGround } from '../../ui/date-line.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { allSteps, findStep } from './edit-program.ts';
import { localIn } from './zoned-moment.ts';

interface DateLinePanelProps {
  readonly program: ProgramData;
  readonly inspection: FlowInspectionView | undefined;
  readonly words: (step: StepData) => string;
  /** As the field has it, in the shop's zone; empty while nobody has touched it: then it starts now. */
  readonly startAt: string;
  readonly onStart: (startAt: string) => void;
}

/** The last that could be reckoned: it stays while something is wrong, so that nothing jumps. */
const useLastGood = (inspection: FlowInspectionView | undefined): FlowInspectionView | undefined => {
  const [good, setGood] = useState(inspection);
  const isGood = inspection !== undefined && Object.keys(inspection.problems).length === 0;
  if (isGood && inspection !== good) setGood(inspection);
  return isGood ? inspection : good;
};

/** Waits are told by what they end in. */
const useEntries = ({ program, words, ...props }: DateLinePanelProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const inspection = useLastGood(props.inspection);
  if (inspection === undefined || inspection.line.length === 0) return [];
  const { startAt, line } = inspection;
  const start = {
    id: ' start',
    iso: startAt,
    time: format.dateTime(startAt),
    title: t('editor.line.starts'),
  };
  const moments = line
    .filter(({ does }) => does !== 'wait')
    .map(({ step, at, heldUntil }) => {
      const found = findStep(program, step);
      return {
        id: step,
        iso: at,
        time: format.dateTime(at),
        title: found === undefined ? step : words(found),
        moved: heldUntil === null ? undefined : t('editor.line.moved', { until: format.dateTime(heldUntil) }),
      };
    });
  return [start, ...moments];
};

/** What would happen when, as the server's own engine reckons it. */
export const DateLinePanel = (props: DateLinePanelProps): ReactElement => {
  const { t } = useTranslation();
  const { inspection, startAt, onStart } = props;
  const entries = useEntries(props);
  const told = allSteps(props.program.steps).filter(({ key }) => key !== 'wait').length;
  const zone = inspection?.zone ?? 'UTC';
  const shown = startAt === '' && inspection !== undefined ? localIn(inspection.startAt, zone) : startAt;
  return (
    <Panel title={t('editor.line.title')} hint={t('editor.line.hint', { zone })}>
      <Stack>
        <TextInput type="datetime-local" label={t('editor.line.start')} value={shown} onChange={onStart} />
        {entries.length > 0 && <DateLine entries={entries} />}
        {inspection === undefined && <DateLineGround entries={told + 1} label={t('common.loading')} />}
        {inspection?.open === true && <Words quiet>{t('editor.line.open')}</Words>}
        {inspection !== undefined && Object.keys(inspection.problems).length > 0 && (
          <Words quiet>{t('editor.line.problems')}</Words>
        )}
      </Stack>
    </Panel>
  );
};
