import { describe, expect, it } from '@jest/globals';
import { begin, record, redo, undo } from './history.ts';
import type { History } from './history.ts';

const after = (...states: readonly { n: number }[]): History<{ n: number }> =>
  states.reduce((history, state) => record(history, state), begin({ n: 0 }));

describe('undo', () => {
  it('goes back and forth over what was done', () => {
    const history = after({ n: 1 }, { n: 2 });

    expect(undo(history).present).toEqual({ n: 1 });
    expect(undo(undo(history)).present).toEqual({ n: 0 });
    expect(redo(undo(history)).present).toEqual({ n: 2 });
  });

  it('does nothing at either end', () => {
    const history = begin({ n: 0 });

    expect([undo(history), redo(history)]).toEqual([history, history]);
  });

  it('forgets what was undone once something else is done', () => {
    const history = record(undo(after({ n: 1 }, { n: 2 })), { n: 3 });

    expect(redo(history).present).toEqual({ n: 3 });
    expect(undo(history).present).toEqual({ n: 1 });
  });

  it('takes typing in one field for one thing', () => {
    const typed = ['1', '12', '123'].reduce(
      (history, n) => record(history, { n: Number(n) }, 'wait-1.for'),
      begin({ n: 0 }),
    );

    expect(undo(typed).present).toEqual({ n: 0 });
    expect(undo(record(typed, { n: 9 }, 'wait-2.for')).present).toEqual({ n: 123 });
  });

  it('keeps the last hundred', () => {
    let history = after(...Array.from({ length: 150 }, (_, n) => ({ n: n + 1 })));
    for (let n = 0; n < 150; n += 1) history = undo(history);

    expect(history.present).toEqual({ n: 50 });
  });
});
