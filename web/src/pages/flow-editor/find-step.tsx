import { useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/action.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Hidden } from '../../ui/words.tsx';
import { allSteps } from './edit-program.ts';
import { focusStep } from './focus-step.ts';
import type { StepsView } from './steps-view.ts';

const mostShown = 6;

interface FindStepProps {
  readonly view: StepsView;
  readonly place: RefObject<HTMLDivElement>;
}

/** For flows that don't fit on a screen: the steps whose line has the words, each leading to it. */
export const FindStep = ({ view, place }: FindStepProps): ReactElement => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { editor, words } = view;
  const wanted = typed.trim().toLocaleLowerCase();
  const found =
    wanted === ''
      ? []
      : allSteps(editor.program.steps)
          .map((step) => ({ id: step.id, line: words(step) }))
          .filter(({ line }) => line.toLocaleLowerCase().includes(wanted));
  const clear = (): void => {
    setTyped('');
  };
  return (
    <div className="enc-find" ref={place}>
      <SearchField
        label={t('editor.find')}
        hint={t('editor.find')}
        value={typed}
        onChange={setTyped}
        onClear={clear}
      />
      <span aria-live="polite">
        {wanted !== '' && <Hidden>{t('editor.found', { count: found.length })}</Hidden>}
      </span>
      {found.length > 0 && (
        <ul className="enc-found">
          {found.slice(0, mostShown).map(({ id, line }) => (
            <li key={id}>
              <Action
                plain
                label={line}
                onAction={() => {
                  clear();
                  focusStep(id);
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
