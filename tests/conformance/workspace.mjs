// Diagnostics pushed and pulled, settings, folders, files on disk, and the progress of the first scan.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vscode } from './clients.mjs';
import { CancellationTokenSource, Client, uriOf } from './client.mjs';
import { files, makeFolder, slice } from './project.mjs';
import { inFolder } from './session.mjs';

const pulling = { textDocument: { diagnostic: { relatedDocumentSupport: true } }, workspace: { diagnostics: { refreshSupport: true } } };
const codesOf = (diagnostics) => diagnostics.map(({ code }) => code);

test('diagnostics are pushed with their version, and cleared when their cause is gone', () => inFolder(async (client, folder) => {
  const file = folder.of('requirements.txt');
  const closed = await client.published(file, (found) => found.length > 0);
  assert.equal('version' in closed, false);
  const [first] = closed.diagnostics;
  assert.equal(first.source, 'pyframeworks');
  assert.match(first.code, /^PF\d{3}$/);
  assert.ok([1, 2, 3, 4].includes(first.severity));
  assert.ok(closed.diagnostics.some(({ code, range }) => code === 'PF101' && slice(files['requirements.txt'], range).includes('2.2.5')));
  let mark = client.messages.length;
  client.didOpen(file, files['requirements.txt']);
  assert.equal((await client.published(file, () => true, mark)).version, 1);
  mark = client.messages.length;
  client.didChange(file, { text: 'quart\n' });
  assert.equal((await client.published(file, (found) => !codesOf(found).includes('PF101'), mark)).version, 2);

  // Closed without saving: the disk holds again.
  mark = client.messages.length;
  client.didClose(file);
  assert.ok(codesOf((await client.published(file, (found) => codesOf(found).includes('PF101'), mark)).diagnostics).length > 0);
}));

test('a finding may lie in a file that nobody opened, and names further places', () => inFolder(async (client, folder) => {
  const { diagnostics } = await client.published(folder.of('api/pyproject.toml'), (found) => codesOf(found).includes('PF101'));
  assert.match(diagnostics[0].codeDescription.href, /^https:\/\/.*PF\d+/);
}, { capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true } } } }));

test('a document is pulled in full, then unchanged by its result id, then anew after an edit', () => inFolder(async (client, folder) => {
  await client.scanned();
  const textDocument = { uri: uriOf(folder.of('requirements.txt')) };
  const pull = (previousResultId) => client.request('textDocument/diagnostic', { textDocument, identifier: 'pyframeworks', ...(previousResultId ? { previousResultId } : {}) });
  const full = await pull();
  assert.equal(full.kind, 'full');
  assert.ok(full.items.length > 0 && full.resultId);
  assert.deepEqual(Object.keys(full.relatedDocuments ?? {}).filter((uri) => uri === textDocument.uri), []);
  const unchanged = await pull(full.resultId);
  assert.deepEqual([unchanged.kind, unchanged.resultId, 'items' in unchanged], ['unchanged', full.resultId, false]);
  assert.equal((await pull('somebody else’s')).kind, 'full');
  client.didOpen(folder.of('requirements.txt'), 'quart\n');
  const edited = await pull(full.resultId);
  assert.equal(edited.kind, 'full');
  assert.notEqual(edited.resultId, full.resultId);
  assert.equal(client.count('textDocument/publishDiagnostics'), 0);
}, { capabilities: pulling }));

test('the workspace is pulled at once, then waits for a change and tells what is new', () => inFolder(async (client, folder) => {
  await client.scanned();
  const pull = (items) => client.request('workspace/diagnostic', { previousResultIds: items.map(({ uri, resultId }) => ({ uri, value: resultId })) });
  const first = (await pull([])).items;
  assert.ok(first.length >= 5 && first.every(({ kind, items, version }) => kind === 'full' && items.length > 0 && version === null));

  // Parked: the answer comes after the change, and questions in between are answered.
  let isAnswered = false;
  const parked = pull(first).then((report) => { isAnswered = true; return report; });
  for (let i = 0; i < 5; i++) {
    await client.request('textDocument/documentSymbol', { textDocument: { uri: uriOf(folder.of('requirements.txt')) } });
  }
  assert.equal(isAnswered, false);
  client.didOpen(folder.of('requirements.txt'), 'quart\n');
  const { items } = await parked;
  const changed = items.find(({ uri }) => uri === uriOf(folder.of('requirements.txt')));
  assert.deepEqual([changed.kind, changed.version], ['full', 1]);
  assert.ok(items.some(({ kind, uri, resultId }) => kind === 'unchanged' && resultId === first.find((known) => known.uri === uri).resultId && uri === uriOf(folder.of('cfg/setup.cfg'))));
}, { capabilities: pulling }));

test('the workspace comes in parts where they are taken', () => inFolder(async (client) => {
  await client.scanned();
  const whole = (await client.request('workspace/diagnostic', { previousResultIds: [] })).items;
  const rest = await client.request('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'part' });
  assert.deepEqual(rest.items, []);
  const parts = client.messages.filter(({ method, params }) => method === '$/progress' && params.token === 'part').flatMap(({ params }) => params.value.items);
  assert.deepEqual(parts, whole);
}, { capabilities: pulling }));

test('a parked pull ends when it is cancelled, and when a later one comes', () => inFolder(async (client) => {
  await client.scanned();
  const { items } = await client.request('workspace/diagnostic', { previousResultIds: [] });
  const params = { previousResultIds: items.map(({ uri, resultId }) => ({ uri, value: resultId })) };
  const source = new CancellationTokenSource();
  const cancelled = client.refused('workspace/diagnostic', params, source.token);
  source.cancel();
  assert.equal((await cancelled).code, -32800);
  const ends = [client.refused('workspace/diagnostic', params), client.refused('workspace/diagnostic', params)];
  const replaced = await Promise.race(ends);
  assert.deepEqual([replaced.code, replaced.data], [-32802, { retriggerRequest: false }]);
  await client.request('shutdown');
  client.notify('exit');
  await client.ended;
  assert.ok((await Promise.all(ends)).some(({ code }) => code === -32800), 'the end of the session answers what is parked');
  client.close = () => Promise.resolve(0);
}, { capabilities: pulling }));

test('the client is told to pull again after the scan and after a change on disk', () => inFolder(async (client, folder) => {
  await client.told('workspace/diagnostic/refresh');
  await client.told('workspace/codeLens/refresh');
  await client.told('workspace/inlayHint/refresh');
  const mark = client.messages.length;
  folder.write('requirements.txt', 'quart\n');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(folder.of('requirements.txt')), type: 2 }] });
  await client.told('workspace/diagnostic/refresh', () => true, mark);
  const { items } = await client.request('textDocument/diagnostic', { textDocument: { uri: uriOf(folder.of('requirements.txt')) } });
  assert.equal(codesOf(items).includes('PF101'), false);
}, { capabilities: vscode }));

test('files are watched where the client can, and what comes, changes or goes is followed', () => inFolder(async (client, folder) => {
  const { registrations } = await client.told('client/registerCapability', (params) => params.registrations.some(({ method }) => method === 'workspace/didChangeWatchedFiles'));
  assert.equal(new Set(registrations.map(({ id }) => id)).size, registrations.length);
  const { watchers } = registrations.find(({ method }) => method === 'workspace/didChangeWatchedFiles').registerOptions;
  assert.ok(watchers.every(({ globPattern }) => typeof globPattern === 'string' || globPattern.pattern));
  await client.scanned();
  const framework = async (file) => {
    const { projects } = await client.request('workspace/executeCommand', { command: 'pyframeworks.server.inspect', arguments: [{ uri: uriOf(folder.of(file)) }] });
    return projects[0]?.frameworks.map(({ id, role }) => `${id} ${role}`).join();
  };
  const tell = (...changes) => { client.notify('workspace/didChangeWatchedFiles', { changes: changes.map(([name, type]) => ({ uri: uriOf(folder.of(name)), type })) }); };
  folder.write('new/requirements.txt', 'masonite\n');
  folder.write('new/main.py', 'from masonite.views import View\n');
  tell(['new', 1], ['new/requirements.txt', 1], ['new/main.py', 1]);
  assert.match(await framework('new/main.py'), /masonite primary/);
  folder.write('new/requirements.txt', 'bottle\n');
  folder.write('new/main.py', 'import bottle\n');
  tell(['new/requirements.txt', 2], ['new/main.py', 2]);
  assert.match(await framework('new/main.py'), /^bottle primary$/);
  folder.remove('new');
  tell(['new', 3], ['new/requirements.txt', 3], ['new/main.py', 3]);
  await client.scanned();
  assert.equal(/new/.test((await client.scanned()).projects.map(({ path }) => path).join()), false);
}, { capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } }));

test('folders come and go', async () => {
  const [one, two] = [makeFolder(), makeFolder({ 'requirements.txt': 'bottle==0.12.25\n', 'main.py': 'import bottle\n' })];
  const client = await Client.open({ folders: [one.root] });
  try {
    await client.published(one.of('requirements.txt'), (found) => found.length > 0);
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: uriOf(two.root), name: 'two' }], removed: [] } });
    const { projects } = await client.request('workspace/executeCommand', { command: 'pyframeworks.server.inspect', arguments: [{ uri: uriOf(two.root) }] });
    assert.equal(projects[0].frameworks[0].id, 'bottle');
    const mark = client.messages.length;
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: uriOf(one.root), name: 'one' }] } });
    await client.published(one.of('requirements.txt'), (found) => found.length === 0, mark);
    const refused = await client.refused('workspace/executeCommand', { command: 'pyframeworks.server.inspect', arguments: [{ uri: uriOf(one.root) }] });
    assert.equal(refused.code, -32602);
    assert.equal(await client.close(), 0);
  } finally {
    client.kill();
    one.dispose();
    two.dispose();
  }
});

test('the folder may be given as workspaceFolders, rootUri or rootPath, or not at all', async () => {
  const folder = makeFolder();
  for (const initialize of [
    { rootUri: null, workspaceFolders: [{ uri: uriOf(folder.root), name: 'one' }] },
    { rootUri: uriOf(folder.root), workspaceFolders: null }, { rootUri: `${uriOf(folder.root)}/` }, { rootUri: null, rootPath: folder.root },
    { rootUri: null, rootPath: null, workspaceFolders: [] },
  ]) {
    const client = await Client.open({ initialize });
    const { projects } = await client.scanned();
    assert.equal(projects.length > 0, Boolean(initialize.rootUri ?? initialize.rootPath ?? initialize.workspaceFolders.length), JSON.stringify(initialize));
    assert.equal((await client.request('workspace/executeCommand', { command: 'pyframeworks.server.suggestAlternatives', arguments: [{ framework: 'flask' }] })).from, 'flask');
    assert.equal(await client.close(), 0);
    client.kill();
  }
  folder.dispose();
});

test('settings are pulled, pulled again when they change, and told by name where they mean nothing', async () => {
  let settings = { rules: { PF101: 'off' }, needs: ['none'] };
  await inFolder(async (client, folder) => {
    const { registrations } = await client.told('client/registerCapability');
    assert.deepEqual(registrations.filter(({ method }) => method === 'workspace/didChangeConfiguration').map(({ registerOptions }) => registerOptions), [{ section: 'pyframeworks' }]);
    const { items } = await client.told('workspace/configuration');
    assert.deepEqual(items, [{ section: 'pyframeworks' }]);
    await client.told('window/logMessage', ({ message, type }) => type === 2 && message.includes('pyframeworks.needs') && message.includes('none'));
    await client.scanned();
    const bottle = folder.of('pipenv/Pipfile');
    const { diagnostics } = await client.published(folder.of('requirements.txt'));
    assert.equal(codesOf(diagnostics).includes('PF101'), false);
    let mark = client.messages.length;
    settings = { rules: { PF101: 'error' } };
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.published(folder.of('requirements.txt'), (found) => found.some(({ code, severity }) => code === 'PF101' && severity === 1), mark);
    mark = client.messages.length;
    settings = { enable: false };
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.published(folder.of('requirements.txt'), (found) => found.length === 0, mark);
    assert.equal(await client.request('textDocument/hover', { textDocument: { uri: uriOf(bottle) }, position: { line: 1, character: 0 } }), null);
  }, {
    capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } },
    answers: { 'workspace/configuration': ({ items }) => items.map(() => settings) },
  });
});

test('settings may be pushed by a client that is not asked, and given at the start', async () => {
  const options = [{ rules: { PF101: 'error' } }, { settings: { rules: { PF101: 'error' } } }, { pyframeworks: { rules: { PF101: 'error' } } }];
  for (const option of options) {
    await inFolder(async (client, folder) => {
      await client.published(folder.of('requirements.txt'), (found) => found.some(({ code, severity }) => code === 'PF101' && severity === 1));
      const mark = client.messages.length;
      client.notify('workspace/didChangeConfiguration', { settings: { pyframeworks: { rules: { PF101: 'off' } } } });
      await client.published(folder.of('requirements.txt'), (found) => !codesOf(found).includes('PF101'), mark);
    }, { options: option });
  }
});

test('the first scan shows a progress with a percentage that only grows and ends', () => inFolder(async (client) => {
  const { token } = await client.told('window/workDoneProgress/create');
  await client.told('$/progress', (params) => params.token === token && params.value.kind === 'end');
  const values = client.messages.filter(({ method, params }) => method === '$/progress' && params.token === token).map(({ params }) => params.value);
  assert.deepEqual([values[0].kind, values[0].cancellable, values[0].percentage, typeof values[0].title], ['begin', true, 0, 'string']);
  assert.equal(values.filter(({ kind }) => kind === 'end').length, 1);
  const percentages = values.map(({ percentage }) => percentage).filter((value) => value !== undefined);
  assert.deepEqual(percentages, [...percentages].sort((left, right) => left - right));
  assert.ok(percentages.every((value) => Number.isInteger(value) && value >= 0 && value <= 100));
}, { capabilities: { window: { workDoneProgress: true } }, content: { ...files, ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m/m${i}.py`, 'import flask\n'])) } }));

test('a cancelled first scan says so where it is asked, and the server goes on', async () => {
  // The scan begins when the progress is there, so a cancel sent ahead of that answer comes in time.
  await inFolder(async (client) => {
    await client.told('window/logMessage', ({ message }) => /scan was cancelled/.test(message));
    const refused = await client.refused('workspace/executeCommand', { command: 'pyframeworks.server.inspect' });
    assert.equal(refused.code, -32803);
    assert.match(refused.message, /cancelled/);
  }, {
    capabilities: { window: { workDoneProgress: true } },
    answers: { 'window/workDoneProgress/create': ({ token }, client) => client.notify('window/workDoneProgress/cancel', { token }) ?? null },
  });
});

test('a client that refuses every request is served all the same', () => {
  const refuse = () => { throw new Error('no'); };
  const methods = ['workspace/configuration', 'client/registerCapability', 'window/workDoneProgress/create', 'workspace/diagnostic/refresh', 'workspace/codeLens/refresh', 'workspace/inlayHint/refresh'];
  return inFolder(async (client, folder) => {
    await client.scanned();
    const { items } = await client.request('textDocument/diagnostic', { textDocument: { uri: uriOf(folder.of('requirements.txt')) } });
    assert.ok(codesOf(items).includes('PF101'));
  }, { capabilities: vscode, answers: Object.fromEntries(methods.map((method) => [method, refuse])) });
});

test('edits in order give the text that they make, by ranges and as a whole', () => inFolder(async (client, folder) => {
  const file = folder.of('requirements.txt');
  client.didOpen(file, 'é 😀\r\nflask==2.2.5\r\n');
  client.didChange(
    file,
    { range: { start: { line: 1, character: 7 }, end: { line: 1, character: 12 } }, text: '3.1.0' },
    { range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, text: '' },
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'bottle==0.12.25\r\n' },
  );
  const read = async () => {
    const { projects } = await client.request('workspace/executeCommand', { command: 'pyframeworks.server.inspect', arguments: [{ uri: uriOf(file) }] });
    return projects[0].manifests.find(({ path }) => path === 'requirements.txt').dependencies.map(({ name, specifier }) => `${name}${specifier}`).join(' ');
  };
  assert.equal(await read(), 'bottle==0.12.25 flask==3.1.0');
  client.didChange(file, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } }, text: 'lost' }, { text: 'quart\n' });
  assert.equal(await read(), 'quart');
  client.notify('textDocument/didSave', { textDocument: { uri: uriOf(file) } });
  client.didClose(file);
  assert.match(await read(), /Flask==2\.2\.5/);
}));
