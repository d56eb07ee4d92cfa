// A language client on the npm library of the protocol, which knows nothing of the server's own types. It keeps every message that the server sends.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import process from 'node:process';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const lsp = require('vscode-languageserver-protocol/node');

export const { CancellationTokenSource, ResponseError } = lsp;

/** The program under test: a path in PYFRAMEWORKS_SERVER, or what a build of the solution has left. */
export const program = process.env.PYFRAMEWORKS_SERVER
  ?? new URL(`../../server/PyFrameworks.Cli/bin/Debug/net10.0/pyframeworks${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url).pathname;

// Nothing is measured: the limit only keeps a test that waits in vain from waiting for ever.
const patience = 60_000;

/** Every result, notification and request of the server in this run, for the check of shapes. */
export const seen = [];

/** Every error of a request in this run. */
export const errors = [];

export const uriOf = (file) => pathToFileURL(file).href;

/** Settles as `promise` does, or fails in a sentence that names what was waited for. */
export function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => { reject(new Error(`waited in vain for ${what}`)); }, patience);
  });
  return Promise.race([promise, late]).finally(() => { clearTimeout(timer); });
}

/** Hands messages on and shows each to `tap` first. */
class TappedReader {
  constructor(inner, tap) {
    // Of a server that ends within a message the rest is waited for by a timer that never ends.
    inner.partialMessageTimeout = 0;
    this.inner = inner;
    this.tap = tap;
    this.onError = inner.onError;
    this.onClose = inner.onClose;
    this.onPartialMessage = inner.onPartialMessage;
  }

  listen(callback) {
    return this.inner.listen((message) => {
      this.tap(message);

      // The library has no place for an answer to a message whose id could not be read.
      if (message.id !== null) {
        callback(message);
      }
    });
  }

  dispose() {
    this.inner.dispose();
  }
}

/** Notes the method of each request on its way out. */
class TappedWriter {
  constructor(inner, tap) {
    this.inner = inner;
    this.tap = tap;
    this.onError = inner.onError;
    this.onClose = inner.onClose;
  }

  write(message) {
    this.tap(message);
    return this.inner.write(message);
  }

  end() {
    this.inner.end();
  }

  dispose() {
    this.inner.dispose();
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => { resolve(port); });
    });
  });
}

/** Run by `node -e`: starts the program with streams that it has itself, and writes its id to another. Node closes the stdin of a child that has ended, so that of the program is the fifth. */
const starter = `
  const [, program, ...args] = process.argv;
  const { pid } = require('node:child_process').spawn(program, args, { stdio: [4, 1, 2] });
  require('node:fs').writeSync(3, String(pid));
  setInterval(() => {}, 1_000_000);
`;

const children = new Set();

function start(args, options = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

// A test that fails leaves its server behind, which would keep this process from ending.
after(() => children.forEach((child) => child.kill('SIGKILL')));

export class Client {
  /** Messages of the server in their order: `{ method, params, id, result, error }` as they came. */
  messages = [];
  log = '';
  #methods = new Map();
  #waiting = new Set();
  #versions = new Map();

  constructor(child, reader, writer, answers, input = child.stdin) {
    this.child = child;
    this.input = input;
    this.answers = answers;
    this.ended = new Promise((resolve) => { child.once('exit', (code, signal) => { resolve(code ?? signal); }); });
    child.stderr.setEncoding('utf8').on('data', (text) => { this.log += text; });
    input.on('error', () => undefined);
    this.connection = lsp.createProtocolConnection(new TappedReader(reader, (message) => { this.#take(message); }), new TappedWriter(writer, (message) => { this.#note(message); }), {
      error: (text) => { errors.push(`the library complains: ${text}`); },
      warn: () => undefined, info: () => undefined, log: () => undefined,
    });
    this.connection.onRequest((method, params) => {
      const answer = this.answers[method];
      return typeof answer === 'function' ? answer(params, this) : answer ?? null;
    });
    this.connection.onUnhandledNotification(() => undefined);
    this.connection.onUnhandledProgress(() => undefined);
    this.connection.onError(([error]) => { errors.push(`the library can't read a message: ${error.message}`); });
    this.connection.listen();
  }

  /** Starts the server; nothing is sent yet. `answers` gives results, or functions of the params, for requests of the server. */
  static start({ answers = {}, args = ['lsp', '--stdio'], cwd } = {}) {
    const child = start(args, { cwd });
    return new Client(child, new lsp.StreamMessageReader(child.stdout), new lsp.StreamMessageWriter(child.stdin), answers);
  }

  /** Starts the server on a pipe or a port that this side opens; what it writes to stdout is kept in `output`. */
  static async startOver(kind, answers = {}) {
    const name = kind === 'pipe' ? lsp.generateRandomPipeName() : await freePort();
    const transport = await (kind === 'pipe' ? lsp.createClientPipeTransport(name) : lsp.createClientSocketTransport(name));
    const child = start(['lsp', `--${kind}`, String(name)]);
    const [reader, writer] = await within(`the server on the ${kind}`, transport.onConnected());
    const client = new Client(child, reader, writer, answers);
    client.output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { client.output += text; });
    return client;
  }

  /**
   * Starts the server by a process in between, `child`, whose streams the server has too: they lead here and stay open when that process ends.
   * `ended` tells of the server's end, without an exit code, which only its parent is told.
   */
  static async startUnder(answers = {}) {
    const child = spawn(process.execPath, ['-e', starter, program, 'lsp', '--stdio'], { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] });
    children.add(child);
    const client = new Client(child, new lsp.StreamMessageReader(child.stdout), new lsp.StreamMessageWriter(child.stdio[4]), answers, child.stdio[4]);
    const id = Number(await within('the id of the server', new Promise((resolve) => { child.stdio[3].setEncoding('utf8').once('data', resolve); })));
    let isThere = true;

    // Nobody holds the other end of stderr any more: neither the process in between nor the server.
    client.ended = new Promise((resolve) => {
      child.stderr.once('close', () => {
        isThere = false;
        children.delete(child);
        resolve();
      });
    });
    client.kill = () => {
      child.kill('SIGKILL');
      if (isThere) {
        process.kill(id, 'SIGKILL');
      }
      client.connection.dispose();
    };
    return client;
  }

  /** Starts the server and takes it through `initialize` and `initialized`. */
  static async open({ capabilities = {}, folders = [], options, settings, initialize = {}, ...rest } = {}) {
    const answers = { 'workspace/configuration': ({ items }) => items.map(() => settings ?? {}), ...rest.answers };
    const client = Client.start({ ...rest, answers });
    client.capabilities = capabilities;
    client.initialized = await client.request('initialize', {
      processId: process.pid,
      clientInfo: { name: 'conformance' },
      rootUri: folders[0] ? uriOf(folders[0]) : null,
      capabilities,
      workspaceFolders: folders.length > 0 ? folders.map((folder) => ({ uri: uriOf(folder), name: folder })) : null,
      ...(options === undefined ? {} : { initializationOptions: options }),
      ...initialize,
    });
    client.notify('initialized', {});
    return client;
  }

  #note(message) {
    if (message.method !== undefined && message.id !== undefined) {
      this.#methods.set(message.id, message.method);
    }
  }

  #take(message) {
    if (message.method !== undefined) {
      seen.push({ kind: message.id === undefined ? 'notification' : 'request', method: message.method, value: message.params });
    } else if (message.result !== undefined) {
      seen.push({ kind: 'result', method: this.#methods.get(message.id), value: message.result });
    }
    this.messages.push(message);
    for (const waiter of [...this.#waiting]) {
      waiter(message);
    }
  }

  /** Sends a request and gives its result; an error of the server rejects with its `code`. */
  request(method, params, token) {
    const sent = token ? this.connection.sendRequest(method, params, token) : this.connection.sendRequest(method, params);
    return within(`the answer to ${method}`, sent);
  }

  /** The error that a request is answered with. */
  async refused(method, params, token) {
    try {
      await this.request(method, params, token);
    } catch (error) {
      if (error instanceof ResponseError) {
        return error;
      }
      throw error;
    }
    throw new Error(`${method} was answered and not refused`);
  }

  notify(method, params) {
    void this.connection.sendNotification(method, params);
  }

  /** Writes bytes past the library. */
  raw(text) {
    this.input.write(text);
  }

  /** Frames messages and writes them at once, so that the server reads them together. */
  together(...messages) {
    messages.forEach((message) => { this.#note(message); });
    this.raw(messages.map((message) => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    }).join(''));
  }

  /** The first message, past or to come, that `wanted` takes; from the index `after` on. */
  message(what, wanted, after = 0) {
    const known = this.messages.slice(after).find(wanted);
    if (known) {
      return Promise.resolve(known);
    }
    let waiter;
    return within(what, new Promise((resolve) => {
      waiter = (message) => {
        if (wanted(message)) {
          resolve(message);
        }
      };
      this.#waiting.add(waiter);
    })).finally(() => { this.#waiting.delete(waiter); });
  }

  /** The params of the first notification or request of the server that `wanted` takes. */
  async told(method, wanted = () => true, after = 0) {
    return (await this.message(method, (message) => message.method === method && wanted(message.params), after)).params;
  }

  /** The answer to a message that was written past the library. */
  answer(id) {
    return this.message(`the answer to ${id}`, (message) => message.method === undefined && message.id === id);
  }

  count(method) {
    return this.messages.filter((message) => message.method === method).length;
  }

  /** Returns when the scans are done: commands wait for them. */
  scanned() {
    return this.request('workspace/executeCommand', { command: 'pyframeworks.server.inspect' });
  }

  didOpen(file, text, languageId = 'plaintext') {
    const uri = uriOf(file);
    this.#versions.set(uri, 1);
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  didChange(file, ...contentChanges) {
    const uri = uriOf(file);
    const version = this.#versions.get(uri) + 1;
    this.#versions.set(uri, version);
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return version;
  }

  didClose(file) {
    this.notify('textDocument/didClose', { textDocument: { uri: uriOf(file) } });
  }

  /** Published diagnostics of a file once `wanted` takes them. */
  published(file, wanted = () => true, after = 0) {
    return this.told('textDocument/publishDiagnostics', (params) => params.uri === uriOf(file) && wanted(params.diagnostics, params), after);
  }

  /** Ends the session as the protocol wants it and gives the exit code. */
  async close() {
    await this.request('shutdown');
    this.notify('exit');
    const code = await within('the end of the server', this.ended);
    this.connection.dispose();
    return code;
  }

  /** Ends the process, whatever it does. */
  kill() {
    this.child.kill('SIGKILL');
    this.connection.dispose();
  }
}
