import { x, missing } from './plain.mjs';
