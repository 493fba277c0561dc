import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { dropCopy, keepCopy, readCopy } from '../app/recovery.ts';
import type { CopyOf, RecoveryCopy } from '../app/recovery.ts';
import { RecoveryNotice } from '../app/recovery-notice.tsx';
import { same } from './same.ts';
import type { Form } from './use-form.ts';

const parse: <Values>(text: string) => Values | null = JSON.parse;

/** Undefined for what was kept of a form that had other fields. */
const valuesIn = <Values extends object>(copy: RecoveryCopy | undefined, now: Values): Values | undefined => {
  try {
    const values = copy && parse<Values>(copy.work);
    return values && same(Object.keys(values), Object.keys(now)) ? values : undefined;
  } catch {
    return undefined;
  }
};

interface KeptValuesProps<Values> {
  readonly of: CopyOf;
  readonly rev: number;
  readonly form: Form<Values>;
}

const copyAfterMs = 800;

/** What is typed and not saved is kept on this device, and offered back when the page opens the next time. */
export const KeptValues = <Values extends object>({
  of: { kind, shop, id },
  rev,
  form,
}: KeptValuesProps<Values>): ReactElement | null => {
  const { values, dirty } = form;
  const [copy, setCopy] = useState(() => readCopy({ kind, shop, id }));
  const kept = valuesIn(copy, values);
  const offered = kept !== undefined && !same(kept, values);
  useEffect(() => {
    const place = { kind, shop, id };
    if (!dirty) {
      if (!offered) dropCopy(place);
      return undefined;
    }
    const timer = setTimeout(() => {
      keepCopy(place, { rev, work: JSON.stringify(values) });
    }, copyAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [kind, shop, id, rev, values, dirty, offered]);
  if (!offered) return null;
  return (
    <RecoveryNotice
      onUse={() => {
        form.change(kept);
        setCopy(undefined);
      }}
      onDrop={() => {
        setCopy(undefined);
      }}
    />
  );
};
