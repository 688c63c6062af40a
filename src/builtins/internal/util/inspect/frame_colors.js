// Colours of stack frames: frames of the runtime are grey, names of packages underlined, the working directory grey.
'use strict';

const runtimeFrame = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+\)?$/;
const packageName = /(?<=([/\\])node_modules\1)(?:@[^/\\]*[/\\][^/\\]*|[^@/\\][^/\\]*)/g;

function greyOutDirectory(ctx, line, directory) {
  let start = line.indexOf(directory);
  if (start === -1) return undefined;
  let end = start + directory.length + 1;
  if (line.slice(start - 7, start) === 'file://') start -= 7;
  const inParentheses = line[start - 1] === '(';
  if (inParentheses) start -= 1;
  const closed = inParentheses && line.endsWith(')');
  if (end > line.length) end = line.length;
  return line.slice(0, start) + ctx.stylize(line.slice(start, end), 'undefined') +
    line.slice(end, closed ? -1 : line.length) + (closed ? ctx.stylize(')', 'undefined') : '');
}

function currentDirectory() {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

function colorFrame(ctx, frame) {
  if (runtimeFrame.test(frame)) return ctx.stylize(frame, 'undefined');
  const line = frame.replace(packageName, (name) => ctx.stylize(name, 'module'));
  const directory = currentDirectory();
  if (directory === undefined) return line;
  return greyOutDirectory(ctx, line, directory) ?? line;
}

module.exports = { colorFrame };
