globalThis.lateRuns = (globalThis.lateRuns ?? 0) + 1; export const value = 'late ' + globalThis.lateRuns;
