import { useId } from 'react';
import type { ReactElement } from 'react';
import { Row, Stack } from './stack.tsx';
import { Words } from './words.tsx';

interface MeterProps {
  readonly label: string;
  /** The same in words: the bar is never alone. */
  readonly words: string;
  readonly value: number;
  /** Null where there is no limit, and so no bar. */
  readonly max: number | null;
}

export const Meter = ({ label, words, value, max }: MeterProps): ReactElement => {
  const id = useId();
  return (
    <Stack gap="100">
      <Row apart>
        <span id={id}>
          <Words inline>{label}</Words>
        </span>
        <Words inline quiet>
          {words}
        </Words>
      </Row>
      {max !== null && (
        <meter
          className="enc-meter"
          aria-labelledby={id}
          min={0}
          max={Math.max(1, max)}
          value={Math.min(value, max)}
        />
      )}
    </Stack>
  );
};
