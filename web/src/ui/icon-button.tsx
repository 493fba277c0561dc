import type { ReactElement } from 'react';
import { Button } from '@shopify/polaris';
import {
  ArrowDownIcon,
  ArrowUpIcon,
  DeleteIcon,
  DuplicateIcon,
  LinkIcon,
  ListBulletedIcon,
  ListNumberedIcon,
  PlusIcon,
  TextBoldIcon,
  TextItalicIcon,
  TextUnderlineIcon,
} from '@shopify/polaris-icons';

const icons = {
  up: ArrowUpIcon,
  down: ArrowDownIcon,
  remove: DeleteIcon,
  duplicate: DuplicateIcon,
  link: LinkIcon,
  bullets: ListBulletedIcon,
  numbers: ListNumberedIcon,
  add: PlusIcon,
  bold: TextBoldIcon,
  italic: TextItalicIcon,
  underline: TextUnderlineIcon,
};

interface IconButtonProps {
  readonly icon: keyof typeof icons;
  /** Read out, for there are no words on it. */
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onAction: () => void;
}

export const IconButton = ({ icon, label, pressed, disabled, onAction }: IconButtonProps): ReactElement => (
  <Button
    icon={icons[icon]}
    accessibilityLabel={label}
    size="slim"
    variant="tertiary"
    disabled={disabled ?? false}
    {...(pressed !== undefined && { pressed })}
    onClick={onAction}
  />
);
