import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { undoOrRedo, useDocumentKeys } from './use-document-keys.ts';
import type { Pressed } from './use-document-keys.ts';

beforeEach(cleanup);

const pressed = (key: string, over: Partial<Pressed> = {}): Pressed => ({
  key,
  command: true,
  shift: false,
  alt: false,
  typing: false,
  ...over,
});

const doneBy = (what: Pressed): readonly string[] => {
  const done: string[] = [];
  const meant = undoOrRedo({ undo: () => done.push('undo'), redo: () => done.push('redo') }, what);
  expect(meant).toBe(done.length > 0);
  return done;
};

describe('undo and redo by keys', () => {
  it.each([
    ['z', {}, ['undo']],
    ['z', { shift: true }, ['redo']],
    ['y', {}, ['redo']],
    ['z', { command: false }, []],
    ['z', { typing: true }, []],
    ['x', {}, []],
  ] as const)('%s with %j', (key, over, done) => {
    expect(doneBy(pressed(key, over))).toEqual(done);
  });
});

describe('keys of the page', () => {
  it('are told in small letters, with what is held and whether somebody types', () => {
    const heard: Pressed[] = [];
    renderHook(() => {
      useDocumentKeys((one) => heard.push(one) > 9);
    });
    const field = document.body.appendChild(document.createElement('input'));

    fireEvent.keyDown(document.body, { key: 'Z', metaKey: true, shiftKey: true });
    fireEvent.keyDown(field, { key: 'Escape' });

    expect(heard).toEqual([
      { key: 'z', command: true, shift: true, alt: false, typing: false },
      { key: 'escape', command: false, shift: false, alt: false, typing: true },
    ]);
    field.remove();
  });

  it('that meant something do nothing else, and others stay the browser’s', () => {
    renderHook(() => {
      useDocumentKeys(({ key }) => key === 'n');
    });

    // `fireEvent` answers false for what was prevented.
    expect(fireEvent.keyDown(document.body, { key: 'n' })).toBe(false);
    expect(fireEvent.keyDown(document.body, { key: 'm' })).toBe(true);
  });

  it('are heard no more once the page is gone', () => {
    const heard: string[] = [];
    const { unmount } = renderHook(() => {
      useDocumentKeys(({ key }) => heard.push(key) > 9);
    });

    unmount();
    fireEvent.keyDown(document.body, { key: 'n' });

    expect(heard).toEqual([]);
  });
});
