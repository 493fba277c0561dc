import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackfillView } from '../../../../server/shop/shop.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Words } from '../../ui/words.tsx';

export const BackfillPanel = ({ backfill }: { readonly backfill: BackfillView }): ReactElement => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { state, applied, phase, read, total, broken } = backfill;
  const sentence = t(`home.backfill.${state}`, { count: applied, shown: number(applied) });
  if (state === 'failed') return <Notice tone="warning">{sentence}</Notice>;
  return (
    <Panel title={t('home.backfill.title')}>
      <div aria-live="polite">
        <Words quiet={state === 'done'}>{sentence}</Words>
        {phase !== null && (
          <Words quiet>
            {t(`home.backfill.${total === null ? 'reading' : 'readingOf'}`, {
              phase: t(`home.backfill.phase.${phase}`),
              read: number(read),
              total: number(total ?? 0),
            })}
          </Words>
        )}
        {broken > 0 && (
          <Words quiet>{t('home.backfill.broken', { count: broken, shown: number(broken) })}</Words>
        )}
      </div>
    </Panel>
  );
};
