export const syntax = ;
