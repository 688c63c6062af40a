import { loop } from './circular.mjs';
