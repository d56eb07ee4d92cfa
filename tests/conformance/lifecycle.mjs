// How a session begins, goes wrong and ends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { bare, vscode } from './clients.mjs';
import { CancellationTokenSource, Client, uriOf, within } from './client.mjs';
import { at, files, makeFolder } from './project.mjs';
import { inFolder } from './session.mjs';

const codes = {
  parseError: -32700, invalidRequest: -32600, methodNotFound: -32601, invalidParams: -32602, notInitialized: -32002,
  requestCancelled: -32800, contentModified: -32801, serverCancelled: -32802,
};
const hover = (folder, name, position) => ({ textDocument: { uri: uriOf(folder.of(name)) }, position });

test('a request before initialize is refused as ServerNotInitialized, and the session can still begin', async () => {
  const client = Client.start();
  const refused = await client.refused('textDocument/hover', { textDocument: { uri: 'file:///a' }, position: { line: 0, character: 0 } });
  assert.equal(refused.code, codes.notInitialized);
  assert.equal((await client.refused('shutdown')).code, codes.notInitialized);
  client.notify('textDocument/didOpen', { textDocument: { uri: 'file:///a', languageId: 'python', version: 1, text: '' } });
  await client.request('initialize', { processId: null, rootUri: null, capabilities: bare });
  assert.equal((await client.refused('initialize', { processId: null, rootUri: null, capabilities: bare })).code, codes.invalidRequest);
  client.notify('initialized', {});
  assert.equal(await client.close(), 0);
});

test('initialize with params of another shape is refused by the name of the member, and may be sent again', async () => {
  const client = Client.start();
  const refused = await client.refused('initialize', { processId: null, rootUri: null });
  assert.equal(refused.code, codes.invalidParams);
  assert.match(refused.message, /capabilities/);
  await client.request('initialize', { processId: null, rootUri: null, capabilities: bare });
  client.notify('initialized', {});
  assert.equal(await client.close(), 0);
});

test('after shutdown every request is an InvalidRequest, and exit ends with 0', () => inFolder(async (client, folder) => {
  await client.request('shutdown');
  assert.equal((await client.refused('textDocument/hover', hover(folder, 'app.py', { line: 0, character: 0 }))).code, codes.invalidRequest);
  assert.equal((await client.refused('shutdown')).code, codes.invalidRequest);
  client.notify('textDocument/didOpen', { textDocument: { uri: 'file:///a', languageId: 'python', version: 1, text: '' } });
  client.notify('exit');
  assert.equal(await within('the end', client.ended), 0);
  client.close = () => Promise.resolve(0);
}));

test('exit without shutdown ends with 1', async () => {
  for (const isInitialized of [false, true]) {
    const client = isInitialized ? await Client.open() : Client.start();
    client.notify('exit');
    assert.equal(await within('the end', client.ended), 1);
    client.kill();
  }
});

const never = new Promise(() => undefined);

/** For tests with a process in between. */
const notHere = { skip: process.platform === 'win32' ? 'the streams of a process in between are handed on as on Linux and macOS' : false };

/** Takes a session to a stage in which it may be left. */
const stages = {
  'before initialize': () => undefined,
  'within a message': (client) => { client.raw('Content-Length: 5000\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"initi'); },
  'between initialize and initialized': (client, initialize) => client.request('initialize', initialize),
  'while the settings are waited for': async (client, initialize) => {
    client.answers['workspace/configuration'] = () => never;
    await client.request('initialize', { ...initialize, capabilities: { workspace: { configuration: true } } });
    client.notify('initialized', {});
    await client.told('workspace/configuration');
  },
  'during the first scan': async (client, initialize) => {
    await client.request('initialize', { ...initialize, capabilities: { window: { workDoneProgress: true } } });
    client.notify('initialized', {});
    await client.told('$/progress', ({ value }) => value.kind === 'begin');
  },
  'with requests that wait': async (client, initialize) => {
    await stages['while the settings are waited for'](client, initialize);
    const command = { method: 'workspace/executeCommand', params: { command: 'pyframeworks.server.inspect' } };
    client.together(...Array.from({ length: 50 }, (_, index) => ({ id: `waiting ${index}`, ...command })), { id: 'last', method: 'unknown' });

    // The last is answered, so the others have been read.
    await client.answer('last');
    assert.ok(!client.messages.some(({ id }) => String(id).startsWith('waiting')));
  },
  'with the first scan done': async (client, initialize) => {
    await client.request('initialize', initialize);
    client.notify('initialized', {});
    await client.scanned();
  },
  'after shutdown': async (client, initialize) => {
    await client.request('initialize', initialize);
    client.notify('initialized', {});
    await client.request('shutdown');
  },
};

/** A folder whose scan takes a while, and what is said to begin a session on it. */
function begin(processId) {
  const folder = makeFolder({ ...files, ...Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`many/m${index}.py`, 'import flask\n'.repeat(50)])) });
  return { folder, initialize: { processId, rootUri: uriOf(folder.root), capabilities: bare } };
}

for (const [stage, reach] of Object.entries(stages)) {
  const code = stage === 'after shutdown' ? 0 : 1;
  for (const [what, leave] of [
    ['the end of stdin', (child) => { child.stdin.end(); }],
    ['the end of stdin and of who reads stdout', (child) => { child.stdout.destroy(); child.stdin.end(); }],
  ]) {
    test(`${what} ends the server ${stage}`, async () => {
      const { folder, initialize } = begin(process.pid);
      const client = Client.start();
      try {
        await reach(client, initialize);
        leave(client.child);
        assert.equal(await within('the end', client.ended), code);
      } finally {
        client.kill();
        folder.dispose();
      }
    });
  }

  // Before it is named, nothing says which process is the client.
  if (!['before initialize', 'within a message'].includes(stage)) {
    test(`the end of the client's process ends the server ${stage}, though stdin stays open`, notHere, async () => {
      const client = await Client.startUnder();
      const { folder, initialize } = begin(client.child.pid);
      try {
        await reach(client, initialize);
        client.child.kill('SIGKILL');
        await within('the end', client.ended);
      } finally {
        client.kill();
        folder.dispose();
      }
    });
  }
}

test('the end of its parent alone does not end a server that was told of no process', notHere, async () => {
  const client = await Client.startUnder();
  const { folder, initialize } = begin(null);
  try {
    await stages['with the first scan done'](client, initialize);
    client.child.kill('SIGKILL');
    await once(client.child, 'exit');
    assert.equal((await client.refused('unknown')).code, codes.methodNotFound);
    client.input.end();
    await within('the end', client.ended);
  } finally {
    client.kill();
    folder.dispose();
  }
});

test('a client that reads nothing any more and ends takes the server with it', notHere, async () => {
  const client = await Client.startUnder();
  const { folder, initialize } = begin(client.child.pid);
  try {
    await stages['with the first scan done'](client, initialize);
    client.child.stdout.pause();
    client.together(...Array.from({ length: 500 }, (_, index) => ({ id: index + 100_000, method: 'workspace/executeCommand', params: { command: 'pyframeworks.server.report' } })));
    client.child.kill('SIGKILL');
    await within('the end', client.ended);
  } finally {
    client.kill();
    folder.dispose();
  }
});

test('the end of another process that initialize names ends the server', async () => {
  const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const client = await Client.open({ initialize: { processId: parent.pid } });
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  assert.equal(await within('the end', client.ended), 1);
  client.kill();
});

for (const kind of ['pipe', 'socket']) {
  test(`the server speaks over --${kind}, and its stdout stays empty`, async () => {
    const folder = makeFolder();
    const client = await Client.startOver(kind);
    try {
      await client.request('initialize', { processId: process.pid, rootUri: uriOf(folder.root), capabilities: bare });
      client.notify('initialized', {});
      await client.scanned();
      assert.match((await client.request('textDocument/hover', hover(folder, 'app.py', at(files['app.py'], 'Flask,')))).contents.value, /Flask/);
      assert.equal(await client.close(), 0);
      assert.equal(client.output, '');
    } finally {
      client.kill();
      folder.dispose();
    }
  });
}

test('an unknown request is refused, an unknown notification passed over', () => inFolder(async (client) => {
  client.notify('$/unknown', { a: 1 });
  client.notify('$/setTrace', { value: 'verbose' });
  client.notify('unknown/notification', []);
  client.notify('textDocument/didOpen', { wrong: true });
  client.notify('$/cancelRequest', { id: 'never sent' });
  client.notify('window/workDoneProgress/cancel', { token: 'never opened' });
  assert.equal((await client.refused('unknown/request', {})).code, codes.methodNotFound);
  assert.equal((await client.refused('$/unknown', {})).code, codes.methodNotFound);
  assert.match((await client.refused('unknown/request')).message, /unknown\/request/);
}));

test('params of another shape are refused by the name of the member', () => inFolder(async (client) => {
  // As below: the end of the first scan would make a request stale.
  await client.scanned();
  for (const [method, params, member] of [
    ['textDocument/hover', { textDocument: { uri: 'file:///a' } }, /position/],
    ['textDocument/hover', { textDocument: { uri: 'file:///a' }, position: { line: 'one', character: 0 } }, /line/],
    ['textDocument/references', { textDocument: { uri: 'file:///a' }, position: { line: 0, character: 0 } }, /context/],
    ['textDocument/completion', {}, /textDocument/],
    ['completionItem/resolve', {}, /label/],
    ['workspace/executeCommand', {}, /command/],
    ['textDocument/codeAction', undefined, /params/],
  ]) {
    const refused = await client.refused(method, params);
    assert.equal(refused.code, codes.invalidParams, method);
    assert.match(refused.message, member);
  }
}));

test('what is no JSON is a ParseError without an id, and the next message is read', () => inFolder(async (client, folder) => {
  for (const [body, code] of [
    ['{', codes.parseError], ['{"jsonrpc":"2.0"} x', codes.parseError], ['é', codes.parseError], [' ', codes.parseError],
    ['[]', codes.invalidRequest], ['1', codes.invalidRequest], ['{"jsonrpc":"2.0"}', codes.invalidRequest],
  ]) {
    const before = client.messages.length;
    client.raw(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    const answer = await client.message(`the answer to ${body}`, (message) => message.id === null, before);
    assert.equal(answer.error.code, code, body);
    assert.equal(typeof answer.error.message, 'string');
  }
  // The end of the first scan is a change, and the request would be stale where it comes in between.
  await client.scanned();
  assert.notEqual(await client.request('textDocument/documentSymbol', { textDocument: { uri: uriOf(folder.of('requirements.txt')) } }), undefined);
}));

test('the base protocol is read however its headers are written and its bytes are split', () => inFolder(async (client) => {
  const request = (id) => JSON.stringify({ jsonrpc: '2.0', id, method: 'é/😀' });
  const length = Buffer.byteLength(request('a'));
  client.raw(`Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n${request('a')}content-length:${length}\r\n\r\n${request('b')}`);
  for (const byte of Buffer.from(`Content-Length: ${length}\r\n\r\n${request('c')}`)) {
    client.child.stdin.write(Buffer.from([byte]));
  }
  for (const id of ['a', 'b', 'c']) {
    assert.equal((await client.answer(id)).error.code, codes.methodNotFound);
  }
}));

test('a request id may be a number or a string and comes back as it was', () => inFolder(async (client) => {
  client.together({ id: 'text', method: 'shutdown/not' }, { id: 4_000_000_001, method: 'shutdown/not' });
  assert.equal((await client.answer('text')).id, 'text');
  assert.equal((await client.answer(4_000_000_001)).id, 4_000_000_001);
}));

test('a cancelled request ends as RequestCancelled, and only that one', async () => {
  // The scan waits for settings that don't come before they are wanted.
  const settings = Promise.withResolvers?.() ?? (() => {
    const held = {};
    held.promise = new Promise((resolve) => { held.resolve = resolve; });
    return held;
  })();
  await inFolder(async (client) => {
    const source = new CancellationTokenSource();
    const kept = client.scanned();
    const refused = client.refused('workspace/executeCommand', { command: 'pyframeworks.server.report' }, source.token);
    source.cancel();
    assert.equal((await refused).code, codes.requestCancelled);
    settings.resolve([{}]);
    assert.ok((await kept).projects.length > 0);
  }, { capabilities: { workspace: { configuration: true } }, answers: { 'workspace/configuration': () => settings.promise } });
});

test('a result made stale by an edit is ContentModified, and every request has one answer', () => inFolder(async (client, folder) => {
  await client.scanned();
  const text = `${files['requirements.txt']}${'flask==2.2.5\r\n'.repeat(400)}`;
  const uri = client.didOpen(folder.of('requirements.txt'), text);
  const change = (version) => ({
    method: 'textDocument/didChange', params: { textDocument: { uri, version }, contentChanges: [{ text: `${text}# ${version}\r\n` }] },
  });
  const action = (id) => ({ id, method: 'textDocument/codeAction', params: { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 400, character: 0 } }, context: { diagnostics: [] } } });

  // An answer that is ready before the edit is read is right; so there are several tries.
  let stale = 0;
  for (let version = 2; version < 100 && stale === 0; version += 2) {
    client.together(change(version), action(`stale ${version}`), change(version + 1));
    const answer = await client.answer(`stale ${version}`);
    assert.equal(client.messages.filter((message) => message.id === `stale ${version}`).length, 1);
    if (answer.error) {
      assert.equal(answer.error.code, codes.contentModified);
      stale += 1;
    } else {
      assert.ok(Array.isArray(answer.result));
    }
  }
  assert.equal(stale, 1);
}));

test('a pull made stale by an edit is ServerCancelled and asks for another', () => inFolder(async (client, folder) => {
  await client.scanned();
  const text = `${files['requirements.txt']}${'flask==2.2.5\r\n'.repeat(400)}`;
  const uri = client.didOpen(folder.of('requirements.txt'), text);
  const change = (version) => ({
    method: 'textDocument/didChange', params: { textDocument: { uri, version }, contentChanges: [{ text: `${text}# ${version}\r\n` }] },
  });
  for (let version = 2; version < 100; version += 2) {
    client.together(change(version), { id: `pull ${version}`, method: 'textDocument/diagnostic', params: { textDocument: { uri } } }, change(version + 1));
    const { error } = await client.answer(`pull ${version}`);
    if (error) {
      assert.deepEqual([error.code, error.data], [codes.serverCancelled, { retriggerRequest: true }]);
      return;
    }
  }
  assert.fail('no pull was ever made stale');
}, { capabilities: { textDocument: { diagnostic: {} } } }));

test('words for people go to stderr and to window/logMessage', () => inFolder(async (client, folder) => {
  await client.scanned();
  const { message, type } = await client.told('window/logMessage', (params) => params.message.includes(folder.root));
  assert.match(message, /files read/);
  assert.equal(type, 3);
  assert.match(client.log, /conformance/);
}));

test('the program opens no connection, starts no process, executes nothing and reads nothing outside', {
  skip: process.platform === 'linux' ? false : 'what a process has open is only looked up on Linux',
}, async () => {
  const { readdirSync, readFileSync, readlinkSync, existsSync, symlinkSync } = await import('node:fs');
  const outside = makeFolder({ 'secret.txt': 'pyramid==1.10\n' });
  const content = { ...files, 'base.in': `-r ${outside.of('secret.txt')}\n-r ../${outside.root.split('/').at(-1)}/secret.txt\n` };
  await inFolder(async (client, folder) => {
    symlinkSync(outside.of('secret.txt'), folder.of('linked-requirements.txt'));
    const inspect = await client.scanned();
    assert.equal(JSON.stringify(inspect).includes('pyramid'), false);
    for (const command of client.initialized.capabilities.executeCommandProvider.commands) {
      await client.request('workspace/executeCommand', { command, arguments: [{ frameworks: ['flask', 'quart'], to: 'quart' }] });
    }
    const sockets = readdirSync(`/proc/${client.child.pid}/fd`)
      .map((descriptor) => { try { return readlinkSync(`/proc/${client.child.pid}/fd/${descriptor}`); } catch { return ''; } })
      .map((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1]).filter(Boolean);
    const inet = ['tcp', 'tcp6', 'udp', 'udp6'].filter((name) => existsSync(`/proc/net/${name}`))
      .flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').split('\n').map((line) => line.trim().split(/\s+/)[9]));
    assert.deepEqual(sockets.filter((inode) => inet.includes(inode)), []);
    const children = readdirSync(`/proc/${client.child.pid}/task`)
      .map((task) => `/proc/${client.child.pid}/task/${task}/children`).filter(existsSync).map((file) => readFileSync(file, 'utf8').trim());
    assert.equal(children.join(''), '');
    assert.equal(existsSync(folder.of('setup/executed')), false);
  }, { content, capabilities: vscode });
  outside.dispose();
});
