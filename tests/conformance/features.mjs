// Every method that the server advertises, asked by four kinds of clients and in three units of positions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editors, vscode } from './clients.mjs';
import { Client, seen, uriOf } from './client.mjs';
import { apply, at, files, makeFolder, slice } from './project.mjs';
import { inScannedFolder as inFolder } from './session.mjs';

const everything = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** Every method with params that find something: name, file and what is sent beside the document. */
const questions = [
  ['hover of an import', 'textDocument/hover', 'app.py', (text, encoding) => ({ position: at(text, 'flask', { encoding }) })],
  ['hover of an imported name', 'textDocument/hover', 'app.py', (text, encoding) => ({ position: at(text, 'jsonify', { offset: 2, encoding }) })],
  ['hover of a submodule', 'textDocument/hover', 'app.py', (text, encoding) => ({ position: at(text, 'flask.views', { encoding }) })],
  ['hover of a dependency', 'textDocument/hover', 'requirements.txt', (text, encoding) => ({ position: at(text, 'Flask==', { encoding }) })],
  ['hover of a version', 'textDocument/hover', 'requirements.txt', (text, encoding) => ({ position: at(text, '2.2.5', { encoding }) })],
  ['hover of a server', 'textDocument/hover', 'requirements.txt', (text, encoding) => ({ position: at(text, 'uvicorn', { encoding }) })],
  ['hover of an add-on', 'textDocument/hover', 'requirements.txt', (text, encoding) => ({ position: at(text, 'Flask-SQL', { encoding }) })],
  ['hover of a setting', 'textDocument/hover', 'api/pyproject.toml', (text, encoding) => ({ position: at(text, 'needs', { encoding }) })],
  ['hover of a need', 'textDocument/hover', 'api/pyproject.toml', (text, encoding) => ({ position: at(text, 'rest-api', { encoding }) })],
  ['completion', 'textDocument/completion', 'requirements.txt', (text, encoding) => ({ position: at(text, 'Flask==', { offset: 5, encoding }) })],
  ['definition of an include', 'textDocument/definition', 'requirements.txt', (text, encoding) => ({ position: at(text, 'base.in', { encoding }) })],
  ['definition of an import', 'textDocument/definition', 'app.py', (text, encoding) => ({ position: at(text, 'flask', { encoding }) })],
  ['definition of a group', 'textDocument/definition', 'api/pyproject.toml', (text, encoding) => ({ position: at(text, '"test"}', { offset: 1, encoding }) })],
  ['references', 'textDocument/references', 'requirements.txt', (text, encoding) => ({ position: at(text, 'Flask==', { encoding }), context: { includeDeclaration: true } })],
  ['symbols', 'textDocument/documentSymbol', 'requirements.txt', () => ({})],
  ['symbols of TOML', 'textDocument/documentSymbol', 'api/pyproject.toml', () => ({})],
  ['code actions', 'textDocument/codeAction', 'requirements.txt', () => ({ range: everything, context: { diagnostics: [] } })],
  ['code lenses', 'textDocument/codeLens', 'requirements.txt', () => ({})],
  ['links', 'textDocument/documentLink', 'requirements.txt', () => ({})],
  ['inlay hints', 'textDocument/inlayHint', 'requirements.txt', () => ({ range: everything })],
];

const isEmpty = (result) => result === null || (Array.isArray(result) && result.length === 0);

const providers = {
  hoverProvider: 'textDocument/hover', completionProvider: 'textDocument/completion', definitionProvider: 'textDocument/definition',
  referencesProvider: 'textDocument/references', documentSymbolProvider: 'textDocument/documentSymbol', codeActionProvider: 'textDocument/codeAction',
  codeLensProvider: 'textDocument/codeLens', documentLinkProvider: 'textDocument/documentLink', inlayHintProvider: 'textDocument/inlayHint',
  diagnosticProvider: 'textDocument/diagnostic', executeCommandProvider: 'workspace/executeCommand',
};

for (const [name, capabilities] of Object.entries(editors)) {
  test(`${name} gets an answer to every question`, () => inFolder(async (client, folder) => {
    for (const [what, method, file, params] of questions) {
      const uri = client.didOpen(folder.of(file), files[file]);
      const result = await client.request(method, { textDocument: { uri }, ...params(files[file], 'utf-16') });
      assert.equal(isEmpty(result) && !(method === 'textDocument/codeAction' && !capabilities.textDocument), false, `${what}: ${JSON.stringify(result)}`);
      client.didClose(folder.of(file));
    }
  }, { capabilities }));

  test(`${name} is asked for nothing that it did not offer, and gets no more than it can show`, () => inFolder(async (client, folder) => {
    const can = capabilities;
    for (const [, method, file, params] of questions) {
      await client.request(method, { textDocument: { uri: uriOf(folder.of(file)) }, ...params(files[file], 'utf-16') });
    }
    folder.write('constraints.txt', 'Werkzeug<2\n');
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(folder.of('constraints.txt')), type: 2 }] });
    await client.scanned();
    const offered = {
      'workspace/configuration': can.workspace?.configuration,
      'client/registerCapability': can.workspace?.didChangeConfiguration?.dynamicRegistration || can.workspace?.didChangeWatchedFiles?.dynamicRegistration,
      'window/workDoneProgress/create': can.window?.workDoneProgress,
      'workspace/diagnostic/refresh': can.workspace?.diagnostics?.refreshSupport,
      'workspace/codeLens/refresh': can.workspace?.codeLens?.refreshSupport,
      'workspace/inlayHint/refresh': can.workspace?.inlayHint?.refreshSupport,
    };
    for (const message of client.messages.filter(({ method, id }) => method !== undefined && id !== undefined)) {
      assert.ok(offered[message.method], `${message.method} was asked of ${name}`);
    }
    assert.equal(client.count('textDocument/publishDiagnostics') > 0 && can.textDocument?.diagnostic !== undefined, false, 'diagnostics are pushed or pulled, not both');
    for (const { method, params } of client.messages) {
      for (const diagnostic of method === 'textDocument/publishDiagnostics' ? params.diagnostics : []) {
        assert.equal('relatedInformation' in diagnostic && !can.textDocument?.publishDiagnostics?.relatedInformation, false);
        assert.equal('codeDescription' in diagnostic && !can.textDocument?.publishDiagnostics?.codeDescriptionSupport, false);
      }
      for (const { method: registered } of method === 'client/registerCapability' ? params.registrations : []) {
        assert.ok(registered === 'workspace/didChangeConfiguration' ? can.workspace.didChangeConfiguration : can.workspace.didChangeWatchedFiles);
      }
    }
    const ask = async (what) => {
      const [, method, file, params] = questions.find(([title]) => title === what);
      return client.request(method, { textDocument: { uri: uriOf(folder.of(file)) }, ...params(files[file], 'utf-16') });
    };
    const markdown = can.textDocument?.hover?.contentFormat?.includes('markdown') ? 'markdown' : 'plaintext';
    const hover = await ask('hover of an import');
    assert.equal(hover.contents.kind, markdown);
    assert.equal(/command:|\]\(http/.test(hover.contents.value) && markdown === 'plaintext', false);
    assert.equal(hover.contents.value.includes('command:'), false, 'command links were not offered');
    const isTree = Boolean(can.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport);
    assert.ok((await ask('symbols')).every((symbol) => isTree === ('selectionRange' in symbol)));
    const definition = await ask('definition of an import');
    assert.ok(definition.every((target) => Boolean(can.textDocument?.definition?.linkSupport) === ('targetUri' in target)));
    assert.ok((await ask('links')).every((link) => Boolean(can.textDocument?.documentLink?.tooltipSupport) || !('tooltip' in link)));
    for (const action of await ask('code actions')) {
      const isLiteral = typeof action.command !== 'string';
      assert.equal(isLiteral && !can.textDocument?.codeAction?.codeActionLiteralSupport, false);
      if (isLiteral) {
        assert.match(action.kind, /^(quickfix|refactor\.rewrite)$/);
        assert.equal('isPreferred' in action && !can.textDocument.codeAction.isPreferredSupport, false);
        assert.equal(Boolean(action.edit?.documentChanges) && !can.workspace.workspaceEdit.documentChanges, false);
        assert.ok(action.edit || action.command, 'an action does something, and is not resolved later');
      }
    }
    for (const item of (await ask('completion')).items) {
      assert.equal('tags' in item && !can.textDocument?.completion?.completionItem?.tagSupport, false);
      assert.equal('deprecated' in item, false);
      assert.equal(item.insertTextFormat ?? 1, 1, 'no snippets');
      const resolved = await client.request('completionItem/resolve', item);
      assert.equal(resolved.label, item.label);
      assert.deepEqual(resolved.textEdit, item.textEdit);
      if (resolved.documentation) {
        const formats = can.textDocument?.completion?.completionItem?.documentationFormat;
        assert.equal(resolved.documentation.kind, formats?.includes('markdown') ? 'markdown' : 'plaintext');
      }
    }
  }, { capabilities }));
}

test('the capability table is what the contract says', async () => {
  const folder = makeFolder();
  const client = await Client.open({ folders: [folder.root], capabilities: vscode });
  const { capabilities, serverInfo } = client.initialized;
  assert.equal(serverInfo.name, 'pyframeworks');
  assert.match(serverInfo.version, /^\d+\.\d+\.\d+/);
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: { includeText: false } });
  assert.deepEqual(capabilities.codeActionProvider.codeActionKinds, ['quickfix', 'refactor.rewrite']);
  assert.equal(capabilities.completionProvider.resolveProvider, true);
  for (const provider of ['codeActionProvider', 'codeLensProvider', 'documentLinkProvider', 'inlayHintProvider']) {
    assert.equal(Boolean(capabilities[provider].resolveProvider), false, provider);
  }
  assert.deepEqual(capabilities.diagnosticProvider, { identifier: 'pyframeworks', interFileDependencies: true, workspaceDiagnostics: true });
  assert.deepEqual(capabilities.executeCommandProvider.commands, [
    'pyframeworks.server.suggestAlternatives', 'pyframeworks.server.compare', 'pyframeworks.server.migrationPlan', 'pyframeworks.server.inspect',
    'pyframeworks.server.report',

    // Beyond the contract: what an extension lets its user choose from.
    'pyframeworks.server.catalog', 'pyframeworks.server.explainRule',
  ]);
  assert.deepEqual(capabilities.workspace.workspaceFolders, { supported: true, changeNotifications: true });

  // What is offered is what is in this file's tables: a new capability needs questions of its own.
  const offered = Object.keys(capabilities).filter((key) => key.endsWith('Provider'));
  assert.deepEqual(offered.sort(), Object.keys(providers).sort());
  await client.close();
  client.kill();
  folder.dispose();
  const pushed = await Client.open({ capabilities: {} });
  assert.equal('diagnosticProvider' in pushed.initialized.capabilities, false);
  await pushed.close();
  pushed.kill();
});

test('what is offered as a resolve is there, what is not is MethodNotFound', () => inFolder(async (client) => {
  for (const method of ['codeAction/resolve', 'codeLens/resolve', 'documentLink/resolve', 'inlayHint/resolve', 'workspaceSymbol/resolve']) {
    assert.equal((await client.refused(method, {})).code, -32601, method);
  }
  const item = { label: 'somebody else’s', data: { unknown: true } };
  assert.deepEqual(await client.request('completionItem/resolve', item), item);
}));

for (const encoding of ['utf-8', 'utf-16', 'utf-32']) {
  test(`positions count in ${encoding}, in questions and in answers`, () => inFolder(async (client, folder) => {
    assert.equal(client.initialized.capabilities.positionEncoding, encoding);
    const text = `${files['app.py']}NAME = "é 😀"  # pyframeworks: ignore[PF101]\n`;
    const uri = client.didOpen(folder.of('app.py'), text, 'python');
    for (const [needle, length] of [['flask', 5], ['jsonify', 7]]) {
      const { range } = await client.request('textDocument/hover', { textDocument: { uri }, position: at(text, needle, { encoding }) });
      assert.equal(slice(text, range, encoding), needle);
      assert.deepEqual(range.end, at(text, needle, { offset: length, encoding }));
    }
    const unknown = ({ code }) => code === 'PF006';
    const { diagnostics } = await client.published(folder.of('app.py'), (found) => found.some(unknown));
    assert.match(slice(text, diagnostics.find(unknown).range, encoding), /^# pyframeworks: ignore\[\w+\]$/);
    const [{ targetRange, targetSelectionRange, originSelectionRange, targetUri }] = await client.request('textDocument/definition', { textDocument: { uri }, position: at(text, 'flask', { encoding }) });
    assert.equal(targetUri, uriOf(folder.of('requirements.txt')));
    assert.equal(slice(files['requirements.txt'], targetRange, encoding), 'Flask==2.2.5');
    assert.equal(slice(files['requirements.txt'], targetSelectionRange, encoding), 'Flask');
    assert.equal(slice(text, originSelectionRange, encoding), 'flask');

    // An edit in this unit, before all that follows.
    client.didChange(folder.of('app.py'), { range: { start: at(text, ' 😀', { encoding }), end: at(text, 'import flask', { encoding }) }, text: '😀😀"; ' });
    const changed = text.replace(' 😀"; ', '😀😀"; ');
    const { range } = await client.request('textDocument/hover', { textDocument: { uri }, position: at(changed, 'flask', { encoding }) });
    assert.equal(slice(changed, range, encoding), 'flask');
  }, { options: { rules: { PF006: 'warning' } }, capabilities: { general: { positionEncodings: [encoding, 'utf-16'] }, textDocument: { definition: { linkSupport: true } } } }));
}

test('UTF-16 holds where the client names no unit or only unknown ones', async () => {
  for (const general of [undefined, { positionEncodings: [] }, { positionEncodings: ['utf-7', 'latin-1'] }]) {
    const client = await Client.open({ capabilities: { general } });
    assert.equal(client.initialized.capabilities.positionEncoding, 'utf-16');
    await client.close();
    client.kill();
  }
});

test('the three units give the same places', async () => {
  const answers = [];
  for (const encoding of ['utf-8', 'utf-16', 'utf-32']) {
    await inFolder(async (client, folder) => {
      const places = [];
      for (const [what, method, file, params] of questions) {
        const result = await client.request(method, { textDocument: { uri: uriOf(folder.of(file)) }, ...params(files[file], encoding) });
        const walk = (value) => {
          if (value && typeof value === 'object') {
            if (value.start && value.end && value.start.line !== undefined && value.newText === undefined) {
              const name = [file, 'requirements.txt', 'base.in'].find((candidate) => value.start.line < files[candidate].split('\n').length);
              places.push(`${what}: ${value.start.line} ${slice(files[name], value, encoding)}`);
            }
            Object.values(value).forEach(walk);
          }
        };
        if (method !== 'textDocument/references') {
          walk(result);
        }
      }
      answers.push(places);
    }, { capabilities: { ...vscode, general: { positionEncodings: [encoding] } } });
  }
  assert.ok(answers[0].length > 30);
  assert.deepEqual(answers[0], answers[1]);
  assert.deepEqual(answers[0], answers[2]);
});

test('every kind of file of the contract is followed as it is edited', () => inFolder(async (client, folder) => {
  for (const [file, from, to, project, name, specifier] of [
    ['requirements.txt', 'Flask==2.2.5', 'Flask==3.0.1', '.', 'flask', '==3.0.1'],
    ['constraints.txt', 'Werkzeug<3', 'Werkzeug<4', '.', 'werkzeug', '<4'],
    ['base.in', 'itsdangerous>=2', 'itsdangerous>=3', '.', 'itsdangerous', '>=3'],
    ['api/pyproject.toml', '3.2.1', '3.2.2', 'api', 'django', '==3.2.2'],
    ['pipenv/Pipfile', '0.12.25', '0.13.1', 'pipenv', 'bottle', '==0.13.1'],
    ['cfg/setup.cfg', 'falcon==3.1', 'falcon==3.2', 'cfg', 'falcon', '==3.2'],
    ['setup/setup.py', '6.1', '6.2', 'setup', 'tornado', '==6.2'],
    ['conda/environment.yml', 'sanic=22.12', 'sanic=23.3', 'conda', 'sanic', '==23.3.*'],
    ['locked/uv.lock', '0.110.0', '0.111.0', 'locked', 'fastapi', '==0.111.0'],
  ]) {
    // The language is whatever the editor calls it.
    client.didOpen(folder.of(file), files[file], 'plaintext');
    const start = at(files[file], from);
    client.didChange(folder.of(file), { range: { start, end: { line: start.line, character: start.character + from.length } }, text: to });
    const { projects } = await client.request('workspace/executeCommand', { command: 'pyframeworks.server.inspect', arguments: [{ uri: uriOf(folder.of(file)) }] });
    const found = projects.find(({ path }) => path === project)?.manifests.find(({ path }) => path === file)?.dependencies.find(({ canonicalName }) => canonicalName === name);
    assert.equal(found?.specifier, specifier, file);
  }
  client.didOpen(folder.of('api/views.py'), files['api/views.py'], 'python');
  client.didChange(folder.of('api/views.py'), { text: 'import bottle\n' });
  const { projects } = await client.request('workspace/executeCommand', { command: 'pyframeworks.server.inspect', arguments: [{ uri: uriOf(folder.of('api/views.py')) }] });
  assert.deepEqual(projects.map(({ imports }) => imports.map(({ module }) => module)), [['bottle']]);
}));

test('a code action’s edit, applied as the protocol says, mends the text', () => inFolder(async (client, folder) => {
  const file = 'requirements.txt';
  const uri = client.didOpen(folder.of(file), files[file]);
  const { diagnostics } = await client.published(folder.of(file), (found) => found.length > 0);
  const actions = await client.request('textDocument/codeAction', {
    textDocument: { uri }, range: diagnostics[0].range, context: { diagnostics: [diagnostics[0]], only: ['refactor.rewrite'] },
  });
  assert.ok(actions.length > 0);
  for (const action of actions.filter(({ edit }) => edit)) {
    assert.equal(action.kind, 'refactor.rewrite');
    const [change] = action.edit.documentChanges.filter(({ textDocument }) => textDocument?.uri === uri);
    assert.equal(change.textDocument.version, 1);
    const mended = apply(files[file], change.edits);
    assert.notEqual(mended, files[file]);
    assert.match(mended, /\r\n$/);
    assert.equal(/[^\r]\n/.test(mended), false, 'the line ends of the file are kept');
  }
  const quick = await client.request('textDocument/codeAction', { textDocument: { uri }, range: everything, context: { diagnostics, only: ['quickfix'] } });
  assert.ok(quick.some(({ title, edit }) => /PF\d+/.test(title) && apply(files[file], edit.documentChanges[0].edits).includes('pyframeworks: ignore')));
  assert.ok(quick.every(({ kind }) => kind === 'quickfix'));
  assert.deepEqual(await client.request('textDocument/codeAction', { textDocument: { uri }, range: everything, context: { diagnostics: [], only: ['source'] } }), []);
}, { capabilities: { ...vscode, textDocument: { ...vscode.textDocument, diagnostic: undefined } } }));

test('lens, hint, links and outline say what the contract says', () => inFolder(async (client, folder) => {
  const textDocument = { uri: uriOf(folder.of('requirements.txt')) };
  const text = files['requirements.txt'];
  const [lens, suggest] = await client.request('textDocument/codeLens', { textDocument });
  assert.match(lens.command.title, /^Flask 2\.2 · WSGI · end of life since \d{4}-\d{2}-\d{2} · \d+ warnings?( · \d+ \w+)*$/);
  assert.equal(suggest.command.title, 'Suggest alternatives');
  assert.match(suggest.command.command, /^pyframeworks\.(server\.)?suggestAlternatives$/);
  const hints = await client.request('textDocument/inlayHint', { textDocument, range: everything });
  assert.match([hints[0].label].flat().map((part) => part.value ?? part).join(''), /end of life \d{4}-\d{2}-\d{2}|supported until/);
  const links = await client.request('textDocument/documentLink', { textDocument });
  const target = (words) => links.find(({ range }) => slice(text, range) === words)?.target;
  assert.match(target('Flask'), /^https:\/\/pypi\.org\/project\/flask\//i);
  assert.equal(target('base.in'), uriOf(folder.of('base.in')));
  assert.equal(target('constraints.txt'), uriOf(folder.of('constraints.txt')));
  const places = await client.request('textDocument/references', { textDocument, position: at(text, 'Flask=='), context: { includeDeclaration: false } });
  assert.ok(places.length >= 3 && places.every(({ uri }) => uri === uriOf(folder.of('app.py'))));
  const symbols = await client.request('textDocument/documentSymbol', { textDocument: { uri: uriOf(folder.of('api/pyproject.toml')) } });
  const names = JSON.stringify(symbols);
  assert.ok(['Django', 'pytest', 'ruff'].every((name) => names.includes(name)));
  const [include] = await client.request('textDocument/definition', { textDocument, position: at(text, 'base.in') });
  assert.equal(include.targetUri, uriOf(folder.of('base.in')));
}, { capabilities: vscode, options: { commandLinks: true } }));

test('hover begins with a line that alone is worth reading, escapes the workspace, and links commands only where they run', () => inFolder(async (client, folder) => {
  const hover = (file, needle, options) => client.request('textDocument/hover', { textDocument: { uri: uriOf(folder.of(file)) }, position: at(content[file], needle, options) });
  const { contents } = await hover('app.py', 'flask');
  assert.match(contents.value.split('\n')[0], /Flask.*2\.2\.5.*end of life/);
  assert.match(contents.value, /command:pyframeworks\./);
  assert.match(contents.value, /\(https:\/\/flask\.palletsprojects\.com/);
  assert.match(contents.value, /checked/i);
  assert.equal(contents.value.includes('<img'), false);
  assert.match((await hover('app.py', 'jsonify')).contents.value, /(?:FastAPI|Quart|Litestar|Django)/);
  assert.equal(await hover('app.py', 'app = '), null);
  assert.equal(await hover('requirements.txt', '# é'), null);
}, { capabilities: vscode, options: { commandLinks: true }, content }));

const content = { ...files, 'pyproject.toml': '[project]\nname = "<img src=x onerror=alert(1)>"\nversion = "1"\n\n[tool.pyframeworks]\nneeds = ["async"]\n' };

test('completion proposes what the contract says, where it says', () => inFolder(async (client, folder) => {
  for (const [file, text, needle, offset, label] of [
    ['requirements.txt', 'é 😀\r\nfla', 'fla', 3, /^flask$/i],
    ['requirements.txt', 'flask==', '==', 2, /^\d+\.\d+/],
    ['pyproject.toml', '[project]\nname = "é😀"\ndependencies = ["fla"]\n', 'fla', 3, /^flask$/i],
    ['pyproject.toml', '[tool.pyframeworks]\nne\n', 'ne', 2, /^needs$/],
    ['pyproject.toml', '[tool.pyframeworks]\nneeds = ["re"]\n', '"re', 3, /^realtime$/],
    ['app.py', 'x = "é 😀"  # pyframeworks: ignore[PF]\n', '[PF', 3, /^PF101$/],
    ['Pipfile', '[packages]\nfla\n', 'fla', 3, /^flask$/i],
    ['environment.yml', 'name: é😀\ndependencies:\n  - fla\n', 'fla', 3, /^flask$/i],
    ['setup.py', 'from setuptools import setup\nsetup(name="é😀", install_requires=["fla"])\n', '"fla', 4, /^flask$/i],
    ['script.py', '# é😀\n# /// script\n# dependencies = ["fla"]\n# ///\n', 'fla', 3, /^flask$/i],
    ['setup.cfg', '[options]\ninstall_requires =\n    fla\n', 'fla', 3, /^flask$/i],
  ]) {
    const uri = client.didOpen(folder.of(file), text);
    const list = await client.request('textDocument/completion', { textDocument: { uri }, position: at(text, needle, { offset }), context: { triggerKind: 1 } });
    assert.ok(list?.items.some((item) => label.test(item.label)), `${file}: ${text}`);
    client.didClose(folder.of(file));
  }
}));

test('each command returns what the contract says, of the project that is meant', () => inFolder(async (client, folder) => {
  const run = (command, argument) => client.request('workspace/executeCommand', { command: `pyframeworks.server.${command}`, ...(argument ? { arguments: [argument] } : {}) });
  const api = uriOf(folder.of('api/views.py'));
  const suggest = await run('suggestAlternatives', { uri: api });
  assert.deepEqual([suggest.version, suggest.from, typeof suggest.markdown, suggest.suggestions[0].rank], [1, 'django', 'string', 1]);
  assert.ok(['keep', 'consider', 'move'].includes(suggest.keep.advice));
  assert.equal((await run('suggestAlternatives', { framework: 'bottle', needs: ['realtime'] })).from, 'bottle');
  const compare = await run('compare', { uri: api, frameworks: ['django', 'fastapi'] });
  assert.deepEqual([compare.version, compare.needs[0].id], [1, 'rest-api']);
  assert.ok(compare.rows.length > 0 && compare.markdown.includes('FastAPI'));
  const plan = await run('migrationPlan', { uri: api, to: 'fastapi' });
  assert.deepEqual([plan.version, plan.from.id ?? plan.from, typeof plan.markdown], [1, 'django', 'string']);
  const inspect = await run('inspect', { uri: api });
  assert.deepEqual(inspect.projects.map(({ path }) => path), ['api']);
  assert.ok((await run('inspect')).projects.length > 5);
  const known = await run('catalog');
  assert.ok(JSON.stringify(known).includes('"flask"'));
  assert.ok(JSON.stringify(await run('explainRule')).includes('PF101'));
  assert.ok(JSON.stringify(await run('explainRule', { rule: 'PF101' })).includes('PF101'));
  const { html } = await run('report');
  assert.match(html, /^<!doctype html>/i);
  assert.equal(/<script/i.test(html), false);
}));

test('bad arguments are InvalidParams in a sentence that names the argument', () => inFolder(async (client) => {
  for (const [command, args, words] of [
    ['suggestAlternatives', ['text'], /argument/], ['suggestAlternatives', [{ uri: 1 }], /uri/], ['suggestAlternatives', [{ uri: 'http://a/' }], /uri/],
    ['suggestAlternatives', [{ uri: 'file:///elsewhere' }], /uri/], ['suggestAlternatives', [{ framework: 'none' }], /framework/],
    ['suggestAlternatives', [{ needs: 'async' }], /needs/], ['suggestAlternatives', [{ needs: ['none'] }], /needs/],
    ['compare', [], /frameworks/], ['compare', [{ frameworks: ['flask'] }], /frameworks/], ['compare', [{ frameworks: 'flask' }], /frameworks/],
    ['migrationPlan', [{}], /to/], ['migrationPlan', [{ to: 'none' }], /to/], ['migrationPlan', [{ to: 'quart', from: 'none' }], /from/],
    ['explainRule', [{ rule: 'PF999' }], /rule/], ['inspect', [{ uri: [] }], /uri/], ['report', [{ uri: 'untitled:1' }], /uri/],
  ]) {
    const refused = await client.refused('workspace/executeCommand', { command: `pyframeworks.server.${command}`, arguments: args });
    assert.equal(refused.code, -32602, `${command} ${JSON.stringify(args)}`);
    assert.match(refused.message, words);
    assert.match(refused.message, /^[A-Z].*\w/);
  }
  const unknown = await client.refused('workspace/executeCommand', { command: 'pyframeworks.server.none' });
  assert.equal(unknown.code, -32602);
  assert.match(unknown.message, /pyframeworks\.server\.none/);
}));

test('tokens of progress and of partial results change no answer', () => inFolder(async (client, folder) => {
  for (const [what, method, file, params] of questions) {
    const question = { textDocument: { uri: uriOf(folder.of(file)) }, ...params(files[file], 'utf-16') };
    assert.deepEqual(await client.request(method, { ...question, workDoneToken: `work ${what}`, partialResultToken: 7 }), await client.request(method, question), what);
  }
  const command = { command: 'pyframeworks.server.inspect' };
  assert.deepEqual(await client.request('workspace/executeCommand', { ...command, workDoneToken: 1 }), await client.request('workspace/executeCommand', command));
}, { capabilities: vscode }));

test('of what lies outside, is not there or is no file nothing is said', () => inFolder(async (client) => {
  for (const uri of ['file:///nowhere/requirements.txt', 'untitled:Untitled-1', 'vscode-notebook-cell:/a.ipynb#1', 'http://example.org/requirements.txt', '']) {
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'plaintext', version: 1, text: 'flask==2.2.5\n' } });
    for (const [what, method, , params] of questions) {
      const position = params(files['requirements.txt'].concat(files['app.py'], files['api/pyproject.toml']), 'utf-16');
      const result = await client.request(method, { textDocument: { uri }, ...position });
      assert.ok(isEmpty(result), `${what} of ${uri}: ${JSON.stringify(result)}`);
    }
  }
}));

test('positions past a line or past the text are brought in, as the protocol says', () => inFolder(async (client, folder) => {
  const textDocument = { uri: uriOf(folder.of('requirements.txt')) };
  for (const position of [{ line: 4, character: 9_999 }, { line: 9_999, character: 0 }, { line: 2_147_483_647, character: 2_147_483_647 }]) {
    for (const method of ['textDocument/hover', 'textDocument/definition', 'textDocument/completion']) {
      await client.request(method, { textDocument, position });
    }
  }
}));

test('every capability that was advertised was used, and every command', () => {
  const answered = new Set(seen.filter(({ kind, value }) => kind === 'result' && !isEmpty(value)).map(({ method }) => method));
  assert.deepEqual(Object.values(providers).filter((method) => method !== 'textDocument/diagnostic' && !answered.has(method)), []);
});
