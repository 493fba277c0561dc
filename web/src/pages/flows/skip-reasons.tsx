import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { useReason } from '../../format/use-reason.ts';
import { Rows } from '../../ui/rows.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

interface ReasonsProps {
  readonly title: string;
  readonly reasons: FlowView['skippedBecause'];
}

const Reasons = ({ title, reasons }: ReasonsProps): ReactElement | null => {
  const inWords = useReason();
  const { number } = useFormat();
  if (reasons.length === 0) return null;
  return (
    <Stack gap="100">
      <Words quiet>{title}</Words>
      <Rows
        rows={reasons.map(({ reason, count }) => ({
          id: reason,
          content: (
            <>
              <Words inline>{inWords(reason)}</Words>
              <Words inline strong>
                {number(count)}
              </Words>
            </>
          ),
        }))}
      />
    </Stack>
  );
};

/** Why emails were skipped, and why people left the flow before its end. */
export const SkipReasons = ({ flow }: { readonly flow: FlowView }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Stack gap="400">
      <Reasons title={t('flows.emailsSkipped')} reasons={flow.skippedBecause} />
      <Reasons title={t('flows.peopleStopped')} reasons={flow.stoppedBecause} />
    </Stack>
  );
};
