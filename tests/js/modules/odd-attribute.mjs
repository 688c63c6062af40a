export * from './plain.mjs' with { 'other': "x" };
