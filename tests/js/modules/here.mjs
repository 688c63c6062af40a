export const importHere = (specifier) => import(specifier);
export const resolveHere = (specifier) => import.meta.resolve(specifier);
