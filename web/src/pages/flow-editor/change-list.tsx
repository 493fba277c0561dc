import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { Words } from '../../ui/words.tsx';
import { changesBetween } from './changes.ts';
import { useStepWords } from './use-step-words.ts';
import './change-list.css';

interface ChangeListProps {
  readonly before: ProgramData | undefined;
  readonly after: ProgramData;
}

/** What one program makes of another, step by step, the old beside the new. */
export const ChangeList = ({ before, after }: ChangeListProps): ReactElement => {
  const { t } = useTranslation();
  const words = useStepWords();
  const { steps, settings } = changesBetween(before, after);
  if (steps.length + settings.length === 0) return <Words>{t('versions.compareSame')}</Words>;
  return (
    <ul className="enc-changes">
      {steps.map(({ kind, step, before: old }) => {
        const [now, was] = [words(step), old === undefined ? '' : words(old)];
        // Where both read alike, something changed that the line doesn't say.
        const key = kind === 'changed' && now === was ? 'within' : kind;
        return <li key={`${kind} ${step.id}`}>{t(`editor.publish.${key}`, { step: now, before: was })}</li>;
      })}
      {settings.map((name) => (
        <li key={name}>{t('editor.publish.setting', { name: t(`editor.publish.settings.${name}`) })}</li>
      ))}
    </ul>
  );
};
