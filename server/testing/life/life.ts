import type { EngineStore } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { StoreEventType } from '../../shop/store-event.ts';
import type { FlowBench } from '../flows/flow-bench.ts';
import type { Answer, FarProvider } from './far-provider.ts';
import type { LifeFlow } from './life-flow.ts';
import type { LifeIntake } from './life-intake.ts';
import type { LifeStores } from './life-stores.ts';

export interface TurnPlan {
  /** So many operations, then it stands still or dies; all of them when absent. */
  readonly stop?: { readonly after: number; readonly how: 'pause' | 'die' } | undefined;
  readonly answer: Answer;
}

/** One enrollment with everything that may happen to it. */
export interface Life {
  readonly bench: FlowBench;
  readonly stores: LifeStores;
  readonly store: EngineStore;
  readonly flow: LifeFlow;
  readonly intake: LifeIntake;
  readonly provider: FarProvider;
  /** Workers that died in the middle of a turn, and turns in which one stood still. */
  deaths: number;
  pauses: number;
  /** A worker that dies between waking somebody and LOWER leaves that to the sweep. */
  awaitsSweep: boolean;
  enrollment(): Promise<Enrollment | undefined>;
  isBusy(): boolean;
  turn(worker: 0 | 1, plan: TurnPlan): Promise<void>;
  /** It enters, or its checkout is touched once more. */
  checkout(): Promise<void>;
  order(): Promise<void>;
  unsubscribe(): Promise<void>;
  apply(): Promise<void>;
  /** Something that was applied is applied once more; resolves to what it was. */
  repeat(which: number): Promise<StoreEventType | undefined>;
  wait(ms: number): Promise<void>;
  sweep(): Promise<void>;
  providerEvent(mail: 0 | 1): Promise<void>;
  moveToNewest(): Promise<void>;
}

export interface Seen {
  last: Enrollment | undefined;
}

/** What is known of the life without looking at it: as little as tells which ends are right. */
export interface LifeModel {
  /** Its checkout was heard of while the flow took people in and nothing spoke against it. */
  entered: boolean;
  /** It was only heard of again, perhaps too late to be of use: both are right. */
  mayHaveEntered: boolean;
  isLive: boolean;
  /** Why it must end, the first reason that was stored. */
  endsBy: 'ordered' | 'unsubscribed' | undefined;
  readonly seen: Seen;
}
