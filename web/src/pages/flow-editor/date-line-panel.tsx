import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowInspectionView, ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { findStep } from './edit-program.ts';
import { stepWords } from './step-words.ts';

interface DateLinePanelProps {
  readonly program: ProgramData;
  readonly inspection: FlowInspectionView | undefined;
  readonly startAt: string;
  readonly onStart: (startAt: string) => void;
}

/** What would happen when, as the server's own engine reckons it. Waits are told by what they end in. */
export const DateLinePanel = ({
  program,
  inspection,
  startAt,
  onStart,
}: DateLinePanelProps): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const moments = (inspection?.line ?? []).filter(({ does }) => does !== 'wait');
  const rows = moments.map(({ step, at, heldUntil }) => {
    const found = findStep(program, step);
    return {
      id: step,
      content: (
        <>
          <Words inline>{found === undefined ? step : stepWords(found, { t, format })}</Words>
          <Words inline quiet>
            {heldUntil === null
              ? format.dateTime(at)
              : t('editor.line.held', { time: format.dateTime(at), until: format.dateTime(heldUntil) })}
          </Words>
        </>
      ),
    };
  });
  return (
    <Panel title={t('editor.line.title')} hint={t('editor.line.hint', { zone: inspection?.zone ?? '' })}>
      <Stack>
        <TextInput type="datetime-local" label={t('editor.line.start')} value={startAt} onChange={onStart} />
        {rows.length > 0 && <Rows rows={rows} />}
        {inspection?.open === true && <Words quiet>{t('editor.line.open')}</Words>}
        {inspection !== undefined && Object.keys(inspection.problems).length > 0 && (
          <Words quiet>{t('editor.line.problems')}</Words>
        )}
      </Stack>
    </Panel>
  );
};
