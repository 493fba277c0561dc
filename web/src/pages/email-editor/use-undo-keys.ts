import { useEffect, useRef } from 'react';
import type { EmailEditor } from './use-email-editor.ts';

/** Fields have an undo of their own; the texts of blocks have ours, so that there is one history. */
const hasOwnUndo = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null;

/** Ctrl/⌘ Z, with shift or Y the other way. */
export const useUndoKeys = (editor: Pick<EmailEditor, 'undo' | 'redo'>): void => {
  const latest = useRef(editor);
  useEffect(() => {
    latest.current = editor;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (hasOwnUndo(event.target) || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === 'y' || (key === 'z' && event.shiftKey)) latest.current.redo();
      else if (key === 'z') latest.current.undo();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, []);
};
