// path.matchesGlob: one pattern against one path, without looking at a disk.
//
// '*' and '?' match within a segment and not a leading dot, '**' matches whole segments, '[...]' is a class, '{a,b}' an
// alternative, and the extended forms !(...), ?(...), *(...), +(...), @(...) work within a segment.
'use strict';

// 'a{b,c}d' to ['abd', 'acd']; braces nest, ranges count.
function expandBraces(pattern) {
  let depth = 0;
  let start = -1;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '{' && depth++ === 0) start = i;
    else if (c === '}' && depth > 0 && --depth === 0) {
      const parts = alternatives(pattern.slice(start + 1, i));
      if (parts === undefined) continue;
      const before = pattern.slice(0, start);
      return expandBraces(pattern.slice(i + 1)).flatMap((after) => (
        parts.flatMap(expandBraces).map((part) => before + part + after)));
    }
  }
  return [pattern];
}

function alternatives(text) {
  const range = /^(-?\d+)\.\.(-?\d+)$/.exec(text);
  if (range !== null) {
    const [from, to] = [+range[1], +range[2]];
    const step = from <= to ? 1 : -1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => String(from + i * step));
  }
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{') depth++;
    else if (c === '}') depth--;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.length > 1 ? parts : undefined;
}

const ESCAPE = /[.*+?^${}()|[\]\\/]/g;

function segmentExpression(segment, windows) {
  let out = '';
  const closers = [];
  for (let i = 0; i < segment.length; i++) {
    const c = segment[i];
    const atStart = i === 0;
    if ('!?*+@'.includes(c) && segment[i + 1] === '(') {
      if (atStart && c === '!') out += '(?!\\.)';
      out += c === '!' ? '(?:(?!(?:' : '(?:';
      closers.push(c);
      i++;
    } else if (c === ')' && closers.length > 0) {
      const kind = closers.pop();
      out += kind === '!' ? ')$)[^/]*?)' : kind === '@' ? ')' : `)${kind}`;
    } else if (c === '|' && closers.length > 0) {
      out += '|';
    } else if (c === '*') {
      while (segment[i + 1] === '*') i++;
      // A segment that is nothing but stars needs something to match.
      out += `${atStart ? '(?!\\.)' : ''}[^/]${atStart && i === segment.length - 1 ? '+' : '*?'}`;
    } else if (c === '?') {
      out += `${atStart ? '(?!\\.)' : ''}[^/]`;
    } else if (c === '[') {
      const end = segment.indexOf(']', i + (/^\[[!^]?\]/.test(segment.slice(i)) ? 3 : 1));
      if (end === -1) {
        out += '\\[';
        continue;
      }
      const body = segment.slice(i + 1, end).replace(/^!/, '^').replace(/\[:(\w+):\]/g, '').replace(/\\/g, '\\\\');
      out += `${atStart ? '(?!\\.)' : ''}[${body}]`;
      i = end;
    } else {
      out += c.replace(ESCAPE, '\\$&');
    }
  }
  return new RegExp(`^${out}$`, windows ? 'is' : 's');
}

function matchSegments(path, pattern, p, q, windows) {
  for (; q < pattern.length; p++, q++) {
    if (pattern[q] === '**') {
      const isLast = q === pattern.length - 1;
      // At the end it stands for one segment or more, elsewhere for any number; never for hidden ones.
      for (let skip = p; skip <= path.length; skip++) {
        if (isLast ? skip === path.length && skip > p : matchSegments(path, pattern, skip, q + 1, windows)) return true;
        if (skip < path.length && path[skip].startsWith('.')) return false;
      }
      return false;
    }
    if (p >= path.length) return false;
    if (path[p] !== pattern[q] && !segmentExpression(pattern[q], windows).test(path[p])) return false;
  }
  // A trailing separator of the path alone does not matter.
  return p === path.length || (p === path.length - 1 && path[p] === '' && p > 0);
}

function segments(text) {
  return text.split('/').filter((part, i, all) => part !== '' || i === 0 || i === all.length - 1);
}

function matches(path, pattern, windows) {
  const parts = segments(windows ? path.replaceAll('\\', '/') : path);
  // Backslashes are separators in patterns on every system, so there is no way to escape.
  return expandBraces(pattern.replaceAll('\\', '/')).some((one) => matchSegments(parts, segments(one), 0, 0, windows));
}

module.exports = { expandBraces, matches, segmentExpression, segments };
