#!/usr/bin/env node
export const shebang = 1;
