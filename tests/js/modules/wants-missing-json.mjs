import { answer } from './data.json' with { type: 'json' };
