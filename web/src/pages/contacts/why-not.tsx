import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../../../server/insights/contacts/contact.contract.ts';
import { Action } from '../../ui/action.tsx';
import { GateAnswers } from '../messages/gate-answers.tsx';

type WhyNotProps = Pick<TimelineItem, 'id' | 'gate'>;

/** The gate's answers in the order it asked, opened where the question comes up. */
export const WhyNot = ({ id, gate }: WhyNotProps): ReactElement => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const panel = `why-${id}`;
  return (
    <div>
      <Action
        plain
        label={t('timeline.why')}
        opens={{ id: panel, open }}
        onAction={() => {
          setOpen(!open);
        }}
      />
      <div id={panel}>{open && <GateAnswers answers={gate} />}</div>
    </div>
  );
};
