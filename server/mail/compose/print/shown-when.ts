import type { MailContent } from '../../flow-port.ts';
import type { ShowWhen } from '../mail-template.ts';

const isThere = (what: ShowWhen['what'], content: MailContent): boolean => {
  switch (what) {
    case 'firstName':
      return content.customer.firstName !== '';
    case 'lines':
      return content.lines.length > 0;
    case 'severalLines':
      return content.lines.length > 1;
    case 'total':
      return content.total !== undefined && content.total !== '';
    case 'suggestions':
      return content.suggestions.length > 0;
    case 'offer':
      return content.offer !== undefined;
    case 'order':
      return (content.words['orderName'] ?? '') !== '';
    case 'orderDate':
      return (content.words['lastPurchasedAt'] ?? '') !== '';
  }
};

export const isShown = ({ what, is }: ShowWhen, content: MailContent): boolean =>
  isThere(what, content) === (is === 'there');
