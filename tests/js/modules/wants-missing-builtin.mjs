import { readFileSink } from 'node:fs';
