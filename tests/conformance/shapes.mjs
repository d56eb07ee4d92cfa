// Every message that the server sent in this run, held to the library's own TypeScript types: no member missing, none too many, none of another type.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { errors, seen } from './client.mjs';

const ts = createRequire(import.meta.url)('typescript');
const here = path.dirname(fileURLToPath(import.meta.url));

/** The type of each method's result, or of a notification's or request's params. */
const types = {
  result: {
    initialize: 'lsp.InitializeResult', shutdown: 'null',
    'textDocument/hover': 'lsp.Hover | null', 'textDocument/completion': 'lsp.CompletionItem[] | lsp.CompletionList | null', 'completionItem/resolve': 'lsp.CompletionItem',
    'textDocument/definition': 'lsp.Location[] | lsp.LocationLink[] | null', 'textDocument/references': 'lsp.Location[] | null',
    'textDocument/documentSymbol': 'lsp.DocumentSymbol[] | lsp.SymbolInformation[] | null', 'textDocument/codeAction': '(lsp.Command | lsp.CodeAction)[] | null',
    'textDocument/codeLens': 'lsp.CodeLens[] | null', 'textDocument/documentLink': 'lsp.DocumentLink[] | null', 'textDocument/inlayHint': 'lsp.InlayHint[] | null',
    'textDocument/diagnostic': 'lsp.DocumentDiagnosticReport', 'workspace/diagnostic': 'lsp.WorkspaceDiagnosticReport', 'workspace/executeCommand': 'lsp.LSPAny',
  },
  notification: {
    'textDocument/publishDiagnostics': 'lsp.PublishDiagnosticsParams', 'window/logMessage': 'lsp.LogMessageParams', '$/cancelRequest': 'lsp.CancelParams',
    '$/progress': '{ token: lsp.ProgressToken, value: lsp.WorkDoneProgressBegin | lsp.WorkDoneProgressReport | lsp.WorkDoneProgressEnd | lsp.WorkspaceDiagnosticReportPartialResult }',
  },
  request: {
    'workspace/configuration': 'lsp.ConfigurationParams', 'client/registerCapability': 'lsp.RegistrationParams', 'window/workDoneProgress/create': 'lsp.WorkDoneProgressCreateParams',
    'workspace/diagnostic/refresh': 'undefined', 'workspace/codeLens/refresh': 'undefined', 'workspace/inlayHint/refresh': 'undefined',
  },
};

// The text of a long string tells the compiler nothing, and what is equal but for it need not be checked twice.
const brief = (_, value) => (typeof value === 'string' && value.length > 40 ? `${value.slice(0, 40)}…` : value);

test('every message of the server has the shape that the protocol’s types give it', () => {
  const lines = new Set();
  for (const { kind, method, value } of seen.filter((message) => message.method !== undefined)) {
    const type = types[kind][method];
    assert.ok(type, `the server sent a ${kind} of ${method}, which is not in the table`);
    if (method !== 'workspace/executeCommand') {
      lines.add(`take<${type}>(${value === undefined ? 'undefined' : JSON.stringify(value, brief)}); // ${method}`);
    }
  }
  const source = `import type * as lsp from 'vscode-languageserver-protocol';\ndeclare function take<T>(value: T): void;\n${[...lines].join('\n')}\n`;
  const file = path.join(here, 'messages.ts');
  const options = { strict: true, noEmit: true, skipLibCheck: true, exactOptionalPropertyTypes: true, module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, types: [] };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, ...rest) => (name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest));
  const program = ts.createProgram([file], options, host);
  const found = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const line = diagnostic.file ? source.split('\n')[diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line] : '';
    return `${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}\n${line.slice(0, 300)} … ${line.split('// ').at(-1)}`;
  });
  assert.ok(lines.size > 100, `only ${lines.size} messages were seen`);
  assert.equal(found.slice(0, 10).join('\n\n'), '');
});

test('every number of a position is a sound one, and every range runs forwards', () => {
  const walk = (value, method) => {
    if (Array.isArray(value)) {
      value.forEach((item) => { walk(item, method); });
    } else if (value && typeof value === 'object') {
      if ('line' in value && 'character' in value) {
        assert.ok([value.line, value.character].every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 31), method);
      }
      if (value.start?.line !== undefined && value.end?.line !== undefined) {
        assert.ok(value.start.line < value.end.line || (value.start.line === value.end.line && value.start.character <= value.end.character), `${method}: ${JSON.stringify(value)}`);
      }
      Object.values(value).forEach((item) => { walk(item, method); });
    }
  };
  seen.filter(({ method }) => method !== 'workspace/executeCommand').forEach(({ method, value }) => { walk(value, method); });
});

test('the selection of a symbol lies within it, and a child within its parent', () => {
  const isWithin = (inner, outer) => {
    const order = (left, right) => left.line - right.line || left.character - right.character;
    return order(outer.start, inner.start) <= 0 && order(inner.end, outer.end) <= 0;
  };
  const walk = (symbol) => {
    assert.ok(symbol.name.length > 0);
    assert.ok(isWithin(symbol.selectionRange, symbol.range), JSON.stringify(symbol));
    for (const child of symbol.children ?? []) {
      assert.ok(isWithin(child.range, symbol.range), `${symbol.name} > ${child.name}`);
      walk(child);
    }
  };
  const trees = seen.filter(({ method, kind, value }) => method === 'textDocument/documentSymbol' && kind === 'result' && value?.[0]?.selectionRange);
  assert.ok(trees.length > 0);
  trees.forEach(({ value }) => { value.forEach(walk); });
});

test('the client’s library had nothing to complain of', () => {
  assert.deepEqual(errors, []);
});
