import type { JsonObject } from '../../../lib/json.ts';
import type { HardSource } from '../print/create-printer.ts';

export interface SandboxRequest {
  readonly id: number;
  readonly sources: readonly HardSource[];
  readonly data: JsonObject;
}

export type SandboxAnswer =
  | { readonly id: number; readonly texts: readonly string[] }
  | { readonly id: number; readonly error: string };
