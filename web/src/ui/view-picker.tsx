import type { ReactElement } from 'react';
import { Button, ButtonGroup } from '@shopify/polaris';

interface ViewPickerProps<View extends string> {
  readonly label: string;
  readonly views: readonly { readonly id: View; readonly label: string }[];
  readonly chosen: View;
  readonly onChoose: (view: View) => void;
}

/** Saved views of one list: a choice of one, that changes what is below it and nothing above. */
export const ViewPicker = <View extends string>({
  label,
  views,
  chosen,
  onChoose,
}: ViewPickerProps<View>): ReactElement => (
  <fieldset aria-label={label} className="enc-fieldset enc-views">
    <ButtonGroup variant="segmented">
      {views.map(({ id, label: name }) => (
        <Button
          key={id}
          pressed={id === chosen}
          onClick={() => {
            onChoose(id);
          }}
        >
          {name}
        </Button>
      ))}
    </ButtonGroup>
  </fieldset>
);
