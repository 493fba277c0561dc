import { useEffect, useRef } from 'react';
import { stepBeside } from './step-beside.ts';
import type { FlowEditor } from './use-flow-editor.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null;

const nextStep = (by: -1 | 1): void => {
  const steps = [...document.querySelectorAll<HTMLElement>('.enc-step')];
  const at = steps.findIndex((step) => step === document.activeElement);
  if (at !== -1) steps[at + by]?.focus();
};

const focusStep = (id: string | undefined): void => {
  if (id !== undefined) document.querySelector<HTMLElement>(`#step-${CSS.escape(id)}`)?.focus();
};

/** The "+" that stands behind a step, in the outline and on the canvas. */
const addBehind = (step: HTMLElement): void => {
  step.parentElement?.querySelector<HTMLElement>(':scope > .enc-add .enc-plus')?.click();
};

interface Pressed {
  readonly key: string;
  readonly command: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** True where the key meant something here. */
const act = (editor: FlowEditor, { key, command, shift, alt }: Pressed): boolean => {
  const focused = document.activeElement;
  const onStep = focused instanceof HTMLElement && focused.classList.contains('enc-step');
  const id = onStep ? focused.id.replace(/^step-/, '') : undefined;
  if (command && (key === 'y' || (key === 'z' && shift))) editor.redo();
  else if (command && key === 'z') editor.undo();
  else if (id === undefined || command) return false;
  else if (alt && (key === 'arrowup' || key === 'arrowdown')) editor.move(id, key === 'arrowup' ? -1 : 1);
  else if (key === 'arrowup' || key === 'arrowdown') nextStep(key === 'arrowup' ? -1 : 1);
  else if (key === 'arrowright' || key === 'arrowleft')
    focusStep(stepBeside(editor.program.steps, id, key === 'arrowright' ? 1 : -1));
  else if (key === 'n' && onStep) addBehind(focused);
  else if (key === 'delete') editor.remove(id);
  else return false;
  return true;
};

/**
 * Ctrl/⌘ Z and Y; on a step up and down go on, with Alt they move it; right and left go into an arm, between arms and out;
 * N adds behind it, Delete removes it. Never while somebody types.
 */
export const useEditorKeys = (editor: FlowEditor): void => {
  const latest = useRef(editor);
  useEffect(() => {
    latest.current = editor;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event.target)) return;
      const { shiftKey: shift, altKey: alt } = event;
      const pressed = { key: event.key.toLowerCase(), command: event.ctrlKey || event.metaKey, shift, alt };
      if (act(latest.current, pressed)) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, []);
};
