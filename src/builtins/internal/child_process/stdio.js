// The option `stdio`: what each descriptor of a child is.
//
// Members of the result have a `type`: 'ignore', 'pipe', 'overlapped', 'inherit', 'fd' or 'wrap' (a pipe of another
// child).
'use strict';

const { codes } = require('internal/errors');

function stdioOfWord(word) {
  switch (word) {
    case 'ignore':
    case 'overlapped':
    case 'pipe': return [word, word, word];
    case 'inherit': return [0, 1, 2];
    default: throw new codes.ERR_INVALID_ARG_VALUE('stdio', word);
  }
}

// The pipe behind a stream of another child.
function pipeOf(value) {
  const { Pipe } = require('internal/child_process/handles');
  for (const candidate of [value, value.handle, value._handle]) if (candidate instanceof Pipe) return candidate;
  return undefined;
}

function describeMember(member, index, sync) {
  member ??= index < 3 ? 'pipe' : 'ignore';
  if (member === 'ignore') return { type: 'ignore' };
  if (member === 'pipe' || member === 'overlapped' || (typeof member === 'number' && member < 0)) {
    const type = member === 'overlapped' ? 'overlapped' : 'pipe';
    return { type, readable: index === 0, writable: index !== 0 };
  }
  if (member === 'ipc') {
    if (sync) throw new codes.ERR_IPC_SYNC_FORK();
    return { type: 'pipe', isChannel: true };
  }
  if (member === 'inherit') return { type: 'inherit', fd: index };
  if (typeof member === 'number' || typeof member.fd === 'number') {
    return { type: 'fd', fd: typeof member === 'number' ? member : member.fd };
  }
  const isContent = ArrayBuffer.isView(member) || typeof member === 'string';
  // As in Node, content is left out of the list.
  if (isContent && sync) return undefined;
  if (isContent) throw new codes.ERR_INVALID_SYNC_FORK_INPUT(require('internal/util/inspect').inspect(member));
  const pipe = sync ? undefined : pipeOf(member);
  if (pipe !== undefined) return { type: 'wrap', handle: pipe, stream: member };
  throw new codes.ERR_INVALID_ARG_VALUE('stdio', member);
}

function describeStdio(stdio, sync) {
  if (typeof stdio === 'string') stdio = stdioOfWord(stdio);
  else if (!Array.isArray(stdio)) throw new codes.ERR_INVALID_ARG_VALUE('stdio', stdio);
  // The caller's own list grows, as in Node.
  while (stdio.length < 3) stdio.push(undefined);
  const members = [];
  stdio.forEach((value, index) => {
    const member = describeMember(value, index, sync);
    if (member === undefined) return;
    if (member.isChannel && members.some((other) => other.isChannel)) throw new codes.ERR_IPC_ONE_PIPE();
    members.push(member);
  });
  return members;
}

// A member as native code takes it.
function nativeMember(member) {
  switch (member.type) {
    case 'inherit':
    case 'fd': return { type: 'fd', fd: member.fd | 0 };
    case 'overlapped': return { ...member, type: 'pipe' };
    default: return member;
  }
}

module.exports = { describeStdio, nativeMember };
