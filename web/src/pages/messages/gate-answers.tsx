import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateAnswerView } from '../../../../server/mail/message.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Words } from '../../ui/words.tsx';

const instant = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

export const GateAnswers = ({ answers }: { readonly answers: readonly GateAnswerView[] }): ReactElement => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  if (answers.length === 0) return <Words quiet>{t('messages.notAsked')}</Words>;
  return (
    <CheckList
      items={answers.map(({ clause, pass, saw }) => ({
        id: clause,
        pass,
        label: i18n.exists(`gate.${clause}`) ? t(`gate.${clause}`) : clause,
        answer: t(pass ? 'messages.passed' : 'messages.stopped'),
        ...(saw !== null && { detail: saw.replaceAll(instant, format.dateTime) }),
      }))}
    />
  );
};
