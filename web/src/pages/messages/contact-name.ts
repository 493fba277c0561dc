import type { MessageListItem } from '../../../../server/mail/message.contract.ts';

/** Who it is for, as well as the shop knows them. */
export const contactName = ({ name, address }: MessageListItem['contact'], erased: string): string =>
  name ?? address ?? erased;
