import type { ContactId, FlowId, ShopId } from '../../lib/brand.ts';

export interface Member {
  readonly contact: ContactId;
  /** Shop time in which they were first seen to match. */
  readonly since: Date;
  /** They matched before anybody watched: they are in, and never entered. */
  readonly before: boolean;
  /** Their entry is not yet known to have been followed; looking again brings it up again. */
  readonly pending: boolean;
  /** They match no longer; kept, for it may be too soon to enter again. */
  readonly left: boolean;
  /** When they last entered before `since`. */
  readonly enteredBefore?: Date | undefined;
}

export interface WatchedFlow {
  readonly shop: ShopId;
  readonly flow: FlowId;
}

/** Who matched each flow's segment when it was last looked at: entering is becoming one of them. */
export interface SegmentMembers {
  /** The version that was last watched for; undefined while nobody has looked yet. */
  watched(flow: WatchedFlow): Promise<number | undefined>;
  watch(flow: WatchedFlow, version: number, at: Date): Promise<void>;
  list(flow: WatchedFlow): Promise<readonly Member[]>;
  find(flow: WatchedFlow, contact: ContactId): Promise<Member | undefined>;
  /** Those who are members already stay as they are. */
  add(flow: WatchedFlow, members: readonly Member[]): Promise<void>;
  confirm(flow: WatchedFlow, contacts: readonly ContactId[]): Promise<void>;
  /** Those who have left are members anew. */
  rejoin(flow: WatchedFlow, members: readonly Member[]): Promise<void>;
  leave(flow: WatchedFlow, contacts: readonly ContactId[]): Promise<void>;
}

/** For tests and replays; the repository is the other one. */
export const createMemorySegmentMembers = (): SegmentMembers => {
  const versions = new Map<string, number>();
  const members = new Map<string, Map<ContactId, Member>>();
  const keyOf = ({ shop, flow }: WatchedFlow): string => `${shop}/${flow}`;
  const of = (flow: WatchedFlow): Map<ContactId, Member> => {
    const held = members.get(keyOf(flow)) ?? new Map<ContactId, Member>();
    members.set(keyOf(flow), held);
    return held;
  };
  return {
    watched: async (flow) => versions.get(keyOf(flow)),
    watch: async (flow, version) => void versions.set(keyOf(flow), version),
    list: async (flow) => [...of(flow).values()],
    find: async (flow, contact) => of(flow).get(contact),
    add: async (flow, added) => {
      for (const member of added) if (!of(flow).has(member.contact)) of(flow).set(member.contact, member);
    },
    confirm: async (flow, contacts) => {
      for (const contact of contacts) {
        const member = of(flow).get(contact);
        if (member !== undefined) of(flow).set(contact, { ...member, pending: false });
      }
    },
    rejoin: async (flow, joining) => {
      for (const member of joining)
        if (of(flow).get(member.contact)?.left === true) of(flow).set(member.contact, member);
    },
    leave: async (flow, contacts) => {
      for (const contact of contacts) {
        const member = of(flow).get(contact);
        if (member !== undefined) of(flow).set(contact, { ...member, left: true, pending: false });
      }
    },
  };
};
