/** Calls back once when the process that started this one is no longer there. */
export const onParentGone = (callback: () => void, everyMs = 500): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, everyMs);
  timer.unref();
};
