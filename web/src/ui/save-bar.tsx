import { createElement, useEffect } from 'react';
import type { ReactElement } from 'react';

interface SaveBarProps {
  readonly id: string;
  readonly open: boolean;
  readonly save: string;
  readonly discard: string;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** App Bridge draws it at the top of the admin: up while something isn't saved. */
export const SaveBar = ({ id, open, save, discard, onSave, onDiscard }: SaveBarProps): ReactElement => {
  useEffect(() => {
    const { saveBar } = window.shopify;
    void (open ? saveBar.show(id) : saveBar.hide(id));
  }, [id, open]);
  useEffect(
    () => () => {
      void window.shopify.saveBar.hide(id);
    },
    [id],
  );
  const primary = { variant: 'primary', onClick: onSave };
  return createElement(
    'ui-save-bar',
    { id },
    createElement('button', primary, save),
    createElement('button', { onClick: onDiscard }, discard),
  );
};
