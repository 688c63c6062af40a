import './plain.mjs'
  /* the type */ with { type: 'odd' };
