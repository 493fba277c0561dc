import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../ui/action.tsx';
import { Notice } from '../ui/notice.tsx';
import { Row, Stack } from '../ui/stack.tsx';
import { Table } from '../ui/table.tsx';
import { Words } from '../ui/words.tsx';

/** One thing that a form holds, in words. */
export interface Told {
  readonly label: string;
  readonly value: string;
}

interface ConflictPanelProps {
  readonly mine: readonly Told[];
  readonly theirs: readonly Told[];
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

interface Difference {
  readonly label: string;
  readonly mine: string | undefined;
  readonly theirs: string | undefined;
}

export const differences = (mine: readonly Told[], theirs: readonly Told[]): readonly Difference[] => {
  const labels = [...new Set([...mine, ...theirs].map(({ label }) => label))];
  const valueIn = (told: readonly Told[], label: string): string | undefined =>
    told.find((one) => one.label === label)?.value;
  return labels
    .map((label) => ({ label, mine: valueIn(mine, label), theirs: valueIn(theirs, label) }))
    .filter((row) => row.mine !== row.theirs);
};

/** Both versions beside each other; nothing is written before somebody chose. */
export const ConflictPanel = ({
  mine,
  theirs,
  onKeepMine,
  onTakeTheirs,
}: ConflictPanelProps): ReactElement => {
  const { t } = useTranslation();
  const cell = (value: string | undefined): string => value ?? t('form.absent');
  return (
    <Notice tone="warning" title={t('form.conflict')}>
      <Stack>
        <Words>{t('form.conflictBody')}</Words>
        <Table
          caption={t('form.conflict')}
          rows={differences(mine, theirs)}
          rowId={({ label }) => label}
          columns={[
            { id: 'what', heading: t('form.what'), cell: ({ label }) => label },
            { id: 'mine', heading: t('form.mine'), named: true, cell: (row) => cell(row.mine) },
            { id: 'theirs', heading: t('form.theirs'), named: true, cell: (row) => cell(row.theirs) },
          ]}
        />
        <Row>
          <Action label={t('form.keepMine')} onAction={onKeepMine} />
          <Action label={t('form.takeTheirs')} onAction={onTakeTheirs} />
        </Row>
      </Stack>
    </Notice>
  );
};
