/** In the outline or on the canvas, whichever is shown; false where there is no such step. */
export const focusStep = (id: string | undefined): boolean => {
  const step = id === undefined ? null : document.getElementById(`step-${id}`);
  step?.focus();
  return step !== null;
};
