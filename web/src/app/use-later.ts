import { useEffect, useState } from 'react';
import { same } from '../forms/same.ts';

const pauseMs = 300;

/** The value as it is once it has rested a moment: for what is asked of the server while somebody types. */
export const useLater = <Value>(value: Value): Value => {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      // What only looks new must not make us look again for ever.
      setLater((held) => (same(held, value) ? held : value));
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return later;
};
