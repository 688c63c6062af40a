import './plain.mjs';
import './absent.mjs';
