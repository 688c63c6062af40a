import { present, missing as absent } from './names/plain.cjs';
