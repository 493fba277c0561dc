import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { createEditorApi, openEditor, press, shownSteps } from '../../testing/editor-harness.tsx';
import type { EditorApi } from '../../testing/editor-harness.tsx';
import { failsWith } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';

let api: EditorApi;
let counted: string[] = [];

beforeEach(() => {
  cleanup();
  localStorage.clear();
  counted = [];
  api = createEditorApi();
  api.on('/contacts/count', (_url, { body }) => {
    counted.push(body);
    return { body: { count: 1240, of: 5000, exact: false } };
  });
});

const choose = (label: string, value: string, at = 0): void => {
  fireEvent.change(screen.getAllByLabelText(label)[at] ?? document.body, { target: { value } });
};

const addBranch = async (): Promise<void> => {
  await openEditor();
  fireEvent.click(screen.getAllByRole('button', { name: /^Add a step/ })[0] ?? document.body);
  press(/^Branch /);
};

const saved = async (): Promise<string> => {
  pressBar('Save');
  await waitFor(() => {
    expect(api.posted.get('draft')).toBeDefined();
  });
  return api.posted.get('draft') ?? '';
};

describe('the conditions of a branch', () => {
  it('stand in labelled rows, with one sentence and how many people they hold of now', async () => {
    await addBranch();
    expect(shownSteps()[0]).toBe('Who has bought before?');
    press('Add a condition');
    choose('What', 'product.viewed', 1);
    choose('At least (times)', '2');

    expect(
      screen.getByText(
        'Whoever has bought before and viewed a product at least 2 times in the last 30 days.',
      ),
    ).toBeTruthy();
    expect(await screen.findByText('About 1,240 of 5,000 contacts match now')).toBeTruthy();
    await waitFor(() => {
      expect(counted.at(-1)).toContain('{"event":"product.viewed","atLeast":2,"within":"P30D"}');
    });
    expect(await saved()).toContain(
      '"when":{"all":[{"property":"isCustomer","is":"equals","value":true},{"event":"product.viewed","atLeast":2,"within":"P30D"}]}',
    );
  });

  it('may be of which one is enough, and go again', async () => {
    await addBranch();
    press('Add a condition');
    choose('What', 'countryCode', 1);
    choose('Value', 'DE', 1);
    choose('Which of them must hold', 'any');
    expect(screen.getByText('Whoever has bought before or is in DE.')).toBeTruthy();

    press('Remove condition 1');

    expect(screen.getByText('Whoever is in DE.')).toBeTruthy();
    expect(await saved()).toContain('"when":{"property":"countryCode","is":"equals","value":"DE"}');
  });

  it.each([
    ['order.placed', '0', 'Whoever never placed an order in the last 30 days.'],
    ['order.placed', '1', 'Whoever placed an order at least once in the last 30 days.'],
  ])('ask after %s, %s times', async (event, times, sentence) => {
    await addBranch();

    choose('What', event);
    choose('At least (times)', times);

    expect(screen.getByText(sentence)).toBeTruthy();
  });

  it('ask after what was noted on somebody', async () => {
    await addBranch();
    choose('What', 'own');
    choose('Name of the property', 'tier');
    choose('How', 'is-set');

    expect(screen.getByText('Whoever has a tier.')).toBeTruthy();
    expect(screen.queryByLabelText('Value')).toBeNull();
    expect(await saved()).toContain('"when":{"property":"properties.tier","is":"is-set"}');
  });

  it('hold nobody up where people can not be counted', async () => {
    api.on('/contacts/count', () => failsWith(400, 'request_invalid'));
    await addBranch();

    expect(await screen.findByText("Couldn't count who matches.")).toBeTruthy();
    expect(screen.getByText('Whoever has bought before.')).toBeTruthy();
  });
});

describe('who a flow is for', () => {
  it('is everybody until a condition says otherwise, and again once it is gone', async () => {
    await openEditor();
    screen.getByText('Everybody whom the start brings in.');

    press('Only some people');
    choose('Value', 'false');
    expect(screen.getByText('Whoever has never bought.')).toBeTruthy();
    expect(await saved()).toContain('"filter":{"property":"isCustomer","is":"equals","value":false}');
    press('Everybody again');

    expect(screen.getByText('Everybody whom the start brings in.')).toBeTruthy();
  });
});
