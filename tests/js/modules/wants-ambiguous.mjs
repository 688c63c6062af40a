import { x } from './ambiguous.mjs';
