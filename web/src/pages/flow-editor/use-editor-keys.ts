import { undoOrRedo, useDocumentKeys } from '../../app/use-document-keys.ts';
import type { Pressed } from '../../app/use-document-keys.ts';
import type { FlowEditor } from './flow-editor.ts';
import { focusStep } from './focus-step.ts';
import { stepBeside } from './step-beside.ts';

const nextStep = (by: -1 | 1): void => {
  const steps = [...document.querySelectorAll<HTMLElement>('.enc-step')];
  const at = steps.findIndex((step) => step === document.activeElement);
  if (at !== -1) steps[at + by]?.focus();
};

/** The "+" that stands behind a step, in the outline and on the canvas. */
const addBehind = (step: HTMLElement): void => {
  step.parentElement?.querySelector<HTMLElement>(':scope > .enc-add .enc-plus')?.click();
};

/** From the steps to what is beside them and around again. */
const nextRegion = (): boolean => {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + 1) % regions.length];
  const found = ['.enc-step[aria-pressed="true"]', '.enc-step', 'input, select, button'].flatMap(
    (which) => next?.querySelector<HTMLElement>(which) ?? [],
  );
  found[0]?.focus();
  return found.length > 0;
};

const onClip = (editor: FlowEditor, key: string, id: string): boolean => {
  switch (key) {
    case 'c':
      editor.copy(id);
      return true;
    case 'x':
      editor.cut(id);
      return true;
    case 'v':
      editor.paste({ after: id });
      return editor.clip !== undefined;
    case 'd':
      editor.duplicate(id);
      return true;
    default:
      return false;
  }
};

/** On a step that has the focus. */
const onStep = (editor: FlowEditor, step: HTMLElement, { key, alt }: Pressed): boolean => {
  const id = step.id.replace(/^step-/, '');
  switch (key) {
    case 'arrowup':
    case 'arrowdown': {
      const by = key === 'arrowup' ? -1 : 1;
      if (alt) editor.move(id, by);
      else nextStep(by);
      return true;
    }
    case 'arrowright':
    case 'arrowleft':
      focusStep(stepBeside(editor.program.steps, id, key === 'arrowright' ? 1 : -1));
      return true;
    case 'n':
      addBehind(step);
      return true;
    case 'delete':
      editor.remove(id);
      return true;
    default:
      return false;
  }
};

export interface Places {
  /** To the field that finds steps. */
  find(): void;
  /** Shows what keys there are. */
  help(): void;
}

const act = (editor: FlowEditor, places: Places, pressed: Pressed): boolean => {
  if (undoOrRedo(editor, pressed)) return true;
  const { key, command, typing } = pressed;
  const focused = document.activeElement;
  if (key === 'f6') return nextRegion();
  if (key === 'escape')
    return focused?.closest('[data-region="step"]') instanceof Element && focusStep(editor.chosen);
  if (typing || !(focused instanceof HTMLElement) || !focused.classList.contains('enc-step')) return false;
  if (command) return onClip(editor, key, focused.id.replace(/^step-/, ''));
  if (key === '/') places.find();
  else if (key === '?') places.help();
  else return onStep(editor, focused, pressed);
  return true;
};

/**
 * Ctrl/⌘ Z and Y; F6 from the steps to what is beside them. On a step up and down go on, with Alt they move it; right and left
 * go into an arm, between arms and out; N adds behind it, Delete removes it; Ctrl/⌘ C, X, V and D copy; / finds and ? tells all
 * this. Escape leads from a step's fields back to it. Letters mean nothing elsewhere, and never while somebody types.
 */
export const useEditorKeys = (editor: FlowEditor, places: Places): void => {
  useDocumentKeys((pressed) => act(editor, places, pressed));
};
