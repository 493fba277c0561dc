import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';

interface ConfirmActionProps {
  readonly label: string;
  /** Asked in its place before anything happens. */
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly critical?: boolean;
  readonly primary?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
}

/** For what touches people and can't be taken back: asks where it was clicked, without a window over the page. */
export const ConfirmAction = ({
  label,
  question,
  yes,
  no,
  critical,
  primary,
  busy,
  onConfirm,
}: ConfirmActionProps): ReactElement => {
  const [asking, setAsking] = useState(false);
  const asked = useRef<HTMLFieldSetElement>(null);
  // The button that was pressed is gone: whoever uses the keyboard goes on where it was.
  useEffect(() => {
    if (asking) asked.current?.focus();
  }, [asking]);
  if (!asking)
    return (
      <Button
        variant={primary ? 'primary' : 'secondary'}
        loading={busy ?? false}
        onClick={() => {
          setAsking(true);
        }}
      >
        {label}
      </Button>
    );
  return (
    <fieldset className="enc-fieldset" aria-label={question} tabIndex={-1} ref={asked}>
      <InlineStack gap="200" blockAlign="center">
        <Text as="span">{question}</Text>
        <ButtonGroup>
          <Button
            onClick={() => {
              setAsking(false);
            }}
          >
            {no}
          </Button>
          <Button
            {...(critical && { tone: 'critical' })}
            variant="primary"
            onClick={() => {
              setAsking(false);
              onConfirm();
            }}
          >
            {yes}
          </Button>
        </ButtonGroup>
      </InlineStack>
    </fieldset>
  );
};
