import { useEffect, useRef } from 'react';

export interface Pressed {
  /** In small letters, whatever Shift and Caps Lock say. */
  readonly key: string;
  /** Ctrl or ⌘. */
  readonly command: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** In a field, which has an undo and letters of its own. */
  readonly typing: boolean;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null;

/** Keys of the whole page. `act` says whether a key meant something; then the browser does nothing with it. */
export const useDocumentKeys = (act: (pressed: Pressed) => boolean): void => {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { shiftKey: shift, altKey: alt, target } = event;
      const command = event.ctrlKey || event.metaKey;
      const pressed = { key: event.key.toLowerCase(), command, shift, alt, typing: isTyping(target) };
      if (!event.defaultPrevented && latest.current(pressed)) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, []);
};

interface Undoing {
  undo(): void;
  redo(): void;
}

/** Ctrl/⌘ Z; with Shift, or Y, the other way. Not in fields: they have one of their own. */
export const undoOrRedo = ({ undo, redo }: Undoing, { key, command, shift, typing }: Pressed): boolean => {
  if (typing || !command) return false;
  if (key === 'y' || (key === 'z' && shift)) redo();
  else if (key === 'z') undo();
  else return false;
  return true;
};
