// How many bits of colour a terminal shows, judged by the environment; FORCE_COLOR wins.
'use strict';

function colorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) {
    switch (env.FORCE_COLOR) {
      case '':
      case '1':
      case 'true': return 4;
      case '2': return 8;
      case '3': return 24;
      default: return 1;
    }
  }
  if ((env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') ||
      (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb') {
    return 1;
  }
  if (env.TMUX) return 24;
  if (env.CI !== undefined) return ['APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TRAVIS']
    .some((name) => name in env) || env.CI_NAME === 'codeship' ? 8 : 1;
  if (env.TERM_PROGRAM === 'iTerm.app') {
    return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? 8 : 24;
  }
  if (env.TERM_PROGRAM === 'HyperTerm' || env.TERM_PROGRAM === 'MacTerm') return 24;
  if (env.TERM_PROGRAM === 'Apple_Terminal') return 8;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 24;
  if (env.TERM) {
    if (/truecolor|^xterm-kitty/.test(env.TERM)) return 24;
    if (/^xterm-256/.test(env.TERM)) return 8;
    if (/ansi|color|linux|direct|^con\d*x\d|^rxvt|^screen|^xterm|^vt100|^vt220/i.test(env.TERM)) return 4;
  }
  return env.COLORTERM ? 4 : 1;
}

// hasColors(), hasColors(count), hasColors(env), hasColors(count, env).
function hasColors(depthOf, count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    require('internal/validators').validateInteger(count, 'count', 2);
  }
  return count <= 2 ** depthOf(env);
}

module.exports = { colorDepth, hasColors };
