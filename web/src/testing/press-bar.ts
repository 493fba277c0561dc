import { fireEvent } from '@testing-library/react';

/** App Bridge presses the buttons that the page gave it. */
export const pressBar = (words: string): void => {
  const bar = document.querySelector('ui-save-bar');
  const button = [...(bar?.querySelectorAll('button') ?? [])].find(
    ({ textContent }) => textContent === words,
  );
  if (button) fireEvent.click(button);
};
