globalThis.early = true;
