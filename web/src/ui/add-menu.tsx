import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { PlusButton } from './plus-button.tsx';
import './add-menu.css';

export interface AddChoice {
  readonly id: string;
  readonly title: string;
  /** What it does, in a line. */
  readonly hint: string;
}

interface AddMenuProps {
  /** Blocks stand closer together than steps. */
  readonly between?: 'steps' | 'blocks';
  readonly label: string;
  /** Asked for when it opens: there may be hundreds of these on a page. */
  readonly choices: () => readonly AddChoice[];
  readonly onChoose: (id: string) => void;
}

/** "+": opens what can be added there. Escape closes it. */
export const AddMenu = ({ between = 'steps', label, choices, onChoose }: AddMenuProps): ReactElement => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  // Whoever opened it goes on in it.
  useEffect(() => {
    if (open) place.current?.querySelector<HTMLElement>('.enc-kinds button')?.focus({ preventScroll: true });
  }, [open]);
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    setOpen(false);
    place.current?.querySelector<HTMLElement>('.enc-plus')?.focus();
  };
  return (
    <div className={between === 'steps' ? 'enc-add' : 'enc-block-add'} ref={place}>
      <PlusButton
        label={label}
        open={open}
        controls={id}
        onPress={() => {
          setOpen(!open);
        }}
      />
      <div id={id}>
        {open && (
          <ul className="enc-kinds">
            {choices().map((choice) => (
              <li key={choice.id}>
                <button
                  type="button"
                  onKeyDown={leave}
                  onClick={() => {
                    setOpen(false);
                    onChoose(choice.id);
                  }}
                >
                  <strong>{choice.title}</strong>
                  <span>{choice.hint}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
};
