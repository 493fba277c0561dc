import type { ReactElement } from 'react';

interface SwitchProps {
  readonly on: boolean;
  /** Says what is switched and how it stands. */
  readonly label: string;
  readonly onChange: (on: boolean) => void;
}

/** Polaris 13 has none. */
export const Switch = ({ on, label, onChange }: SwitchProps): ReactElement => (
  <button
    type="button"
    role="switch"
    className="enc-switch"
    aria-checked={on}
    aria-label={label}
    onClick={() => {
      onChange(!on);
    }}
  >
    <span />
  </button>
);
