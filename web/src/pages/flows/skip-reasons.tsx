import type { ReactElement } from 'react';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { useReason } from '../../format/use-reason.ts';
import { Rows } from '../../ui/rows.tsx';
import { Words } from '../../ui/words.tsx';

export const SkipReasons = ({ flow }: { readonly flow: FlowView }): ReactElement => {
  const inWords = useReason();
  const { number } = useFormat();
  return (
    <Rows
      rows={flow.skippedBecause.map(({ reason, count }) => ({
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
  );
};
