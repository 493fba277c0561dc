import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateAnswerView } from '../../../../server/mail/message.contract.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Words } from '../../ui/words.tsx';

export const GateAnswers = ({ answers }: { readonly answers: readonly GateAnswerView[] }): ReactElement => {
  const { t, i18n } = useTranslation();
  if (answers.length === 0) return <Words quiet>{t('messages.notAsked')}</Words>;
  return (
    <CheckList
      items={answers.map(({ clause, pass, saw }) => ({
        id: clause,
        pass,
        label: i18n.exists(`gate.${clause}`) ? t(`gate.${clause}`) : clause,
        answer: t(pass ? 'messages.passed' : 'messages.stopped'),
        ...(saw !== null && { detail: saw }),
      }))}
    />
  );
};
