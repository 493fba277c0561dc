/** What is being worked on must not change under somebody's hands. */
export const still = { refetchInterval: false, refetchOnWindowFocus: false, staleTime: Infinity } as const;
