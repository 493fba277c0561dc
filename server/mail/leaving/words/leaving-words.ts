/** Everything the pages say, in one language. `{shop}` and `{date}` stand for the shop's name and a day. */
export interface LeavingWords {
  readonly title: string;
  readonly intro: string;
  readonly pausedUntil: string;
  readonly leaveTitle: string;
  readonly leaveText: string;
  readonly leave: string;
  readonly or: string;
  readonly howOften: string;
  readonly always: string;
  readonly weekly: string;
  readonly pause: string;
  readonly stayPaused: string;
  readonly which: string;
  readonly reminders: string;
  readonly remindersHint: string;
  readonly restock: string;
  readonly restockHint: string;
  readonly suggestions: string;
  readonly suggestionsHint: string;
  readonly feedback: string;
  readonly feedbackHint: string;
  readonly save: string;
  readonly saved: string;
  readonly savedText: string;
  readonly leftTitle: string;
  readonly leftText: string;
  readonly byMistake: string;
  readonly subscribeAgain: string;
  readonly backTitle: string;
  readonly backText: string;
  readonly testTitle: string;
  readonly testText: string;
  readonly brokenTitle: string;
  readonly brokenText: string;
}
