import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductTimingDetailView } from '../../../../server/flows/timing/timing.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Curve } from '../../ui/curve.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import { Words } from '../../ui/words.tsx';
import { curvePaths } from './curve-path.ts';
import { useIntervalWords } from './use-interval-words.ts';

type Timing = ProductTimingDetailView;
type Learned = NonNullable<Timing['learned']>;

const tones: Readonly<Record<Learned['confidence'], PillTone>> = {
  high: 'success',
  medium: 'info',
  low: 'attention',
  none: 'attention',
};

const size = { width: 600, height: 180 };
const tableId = 'curve-table';

const CurveTable = ({ curve }: Pick<Timing, 'curve'>): ReactElement => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  return (
    <Table
      caption={t('products.curve.title')}
      rows={curve}
      rowId={({ days }) => String(days)}
      columns={[
        { id: 'days', heading: t('products.curve.days'), number: true, cell: ({ days }) => number(days) },
        {
          id: 'share',
          heading: t('products.curve.share'),
          number: true,
          cell: ({ share }) => percent(share),
        },
        {
          id: 'range',
          heading: t('products.curve.range'),
          number: true,
          cell: ({ low, high }) => `${percent(low)}–${percent(high)}`,
        },
      ]}
    />
  );
};

const CurvePanel = ({ curve }: Pick<Timing, 'curve'>): ReactElement | null => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const [shown, setShown] = useState(false);
  const paths = curvePaths(curve, size);
  const last = curve.at(-1);
  if (paths === undefined || last === undefined) return null;
  const { line, band, lastDay, top } = paths;
  const days = t('products.days', { count: Math.round(lastDay), days: number(Math.round(lastDay)) });
  return (
    <Panel title={t('products.curve.title')} hint={t('products.curve.hint')}>
      <Stack>
        <Curve
          {...size}
          line={line}
          band={band}
          label={t('products.curve.label', { share: percent(last.share), days })}
          axis={{ top: percent(top), end: days }}
        />
        <div>
          <Action
            plain
            label={t(shown ? 'products.curve.hide' : 'products.curve.show')}
            opens={{ id: tableId, open: shown }}
            onAction={() => {
              setShown(!shown);
            }}
          />
        </div>
        <div id={tableId}>{shown && <CurveTable curve={curve} />}</div>
      </Stack>
    </Panel>
  );
};

const LearnedFacts = ({
  learned,
  at,
}: {
  readonly learned: Learned;
  readonly at: string | null;
}): ReactElement => {
  const { t } = useTranslation();
  const { number, percent, moment } = useFormat();
  const { p25, p50, p75, n, customers, score, confidence } = learned;
  const days = (value: number | null): string | null =>
    value === null ? null : t('products.days', { count: Math.round(value), days: number(Math.round(value)) });
  return (
    <Facts
      facts={[
        { label: t('products.facts.middle'), value: days(p50) },
        {
          label: t('products.facts.half'),
          value: p25 === null || p75 === null ? null : `${number(Math.round(p25))}–${days(p75) ?? ''}`,
        },
        { label: t('products.facts.repeats'), value: number(Math.round(n)) },
        { label: t('products.facts.customers'), value: number(Math.round(customers)) },
        { label: t('products.facts.score'), value: percent(score) },
        {
          label: t('products.facts.confidence'),
          value: <Pill tone={tones[confidence]} label={t(`products.confidence.${confidence}`)} />,
        },
        { label: t('products.facts.learnedAt'), value: at === null ? null : moment(at) },
      ]}
    />
  );
};

/** What was learned, on how much it rests, and the curve behind it with a table behind that. */
export const LearnedPanel = ({ timing }: { readonly timing: Timing }): ReactElement => {
  const { t } = useTranslation();
  const words = useIntervalWords();
  const { learned, learnedAt, curve } = timing;
  return (
    <>
      <Panel title={t('products.learned')}>
        <Stack>
          <Words>{words.rests(learned)}</Words>
          {learned !== null && <LearnedFacts learned={learned} at={learnedAt} />}
        </Stack>
      </Panel>
      <CurvePanel curve={curve} />
    </>
  );
};
