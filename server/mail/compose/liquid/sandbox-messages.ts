import type { JsonObject } from '../../../lib/json.ts';
import type { TemplateProblem } from '../check/check-liquid.ts';
import type { LiquidField } from '../check/liquid-fields.ts';
import type { Variables } from '../check/variables.ts';
import type { HardSource } from '../print/create-printer.ts';

/** What the thread is asked; its data is copied on the way, so it is plain JSON there whatever it was here. */
export type SandboxTask =
  | { readonly kind: 'print'; readonly sources: readonly HardSource[]; readonly data: JsonObject }
  | { readonly kind: 'check'; readonly fields: readonly LiquidField[]; readonly variables: Variables };

export interface SandboxRequest {
  readonly id: number;
  readonly task: SandboxTask;
}

export interface SandboxAnswer {
  readonly id: number;
  readonly texts?: readonly string[];
  readonly problems?: readonly TemplateProblem[];
  /** The template's own fault. */
  readonly error?: string;
}
