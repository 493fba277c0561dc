import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/** Nobody leaves a page by accident while something isn't saved: App Bridge asks, and the way goes on once it is. */
export const useLeaveGuard = (dirty: boolean): void => {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  const { state } = blocker;
  useEffect(() => {
    if (state === 'blocked') void window.shopify.saveBar.leaveConfirmation();
  }, [state]);
  useEffect(() => {
    if (blocker.state === 'blocked' && !dirty) blocker.proceed();
  }, [blocker, dirty]);
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [dirty]);
};
