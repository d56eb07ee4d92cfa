// Neovim, Emacs and Kate, without a screen, with exactly the configuration of the pages in server/docs/editors and the real server.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from '../../scripts/common.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const docs = path.join(here, '..', '..', 'server', 'docs', 'editors');
const program = process.env.PYFRAMEWORKS_SERVER ?? path.join(here, '..', '..', 'server', 'PyFrameworks.Cli', 'bin', 'Debug', 'net10.0', 'pyframeworks');

const project = {
  'requirements.txt': '# é 😀\nFlask==2.2.5\nuvicorn==0.30.6\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
};

/** Why an editor can't be tested here, or false. */
function missing(command, args, name, hint) {
  if (process.platform === 'win32') {
    return 'the editors are tested on Linux and macOS';
  }
  const { status } = spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } });
  return status === 0 ? false : `${name} is missing (on Debian: apt-get install ${hint})`;
}

/** The first block of a language below a heading of a page. */
function block(page, heading, language) {
  const text = readFileSync(path.join(docs, page), 'utf8');
  const section = text.slice(text.indexOf(`## ${heading}`));
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(section);
  assert.ok(text.includes(`## ${heading}`) && found, `${page} has no ${language} below ${heading}`);
  return found[1];
}

/** Runs an editor in a project and a home of their own, with the program on PATH, and gives what its script told. */
async function runEditor(command, args, files = {}) {
  const home = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'pyframeworks-editor-')));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  };
  try {
    Object.entries(project).forEach(([name, text]) => { write(`shop/${name}`, text); });
    mkdirSync(path.join(home, 'shop', '.git'));
    Object.entries(files).forEach(([name, text]) => { write(name, text); });
    mkdirSync(path.join(home, 'bin'));

    // A script in place of a link: a program that is not one file needs its neighbours.
    write('bin/pyframeworks', `#!/bin/sh\nexec "${program}" "$@"\n`);
    chmodSync(path.join(home, 'bin', 'pyframeworks'), 0o755);
    const results = path.join(home, 'results');
    const { code, output } = await new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd: path.join(home, 'shop'),
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), XDG_DATA_HOME: path.join(home, '.local'), XDG_STATE_HOME: path.join(home, '.state'),
          XDG_CACHE_HOME: path.join(home, '.cache'), PATH: `${path.join(home, 'bin')}:${process.env.PATH}`, PYFRAMEWORKS_RESULTS: results,
        },
      });
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (part) => { text += part; });
      child.stderr.setEncoding('utf8').on('data', (part) => { text += part; });
      child.on('error', reject);
      child.on('close', (status) => {
        resolve({ code: status, output: text });
      });

      // Only a script that waits in vain gets here.
      const limit = setTimeout(() => { process.kill(-child.pid, 'SIGKILL'); }, 240_000);
      child.on('exit', () => { clearTimeout(limit); });
    });
    let told = [];
    try {
      told = readFileSync(results, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    } catch (error) {
      throw new Error(`${command} told nothing: ${error.message}\n${output}`);
    }
    const answers = Object.fromEntries(told.map(({ name, value }) => [name, value]));
    assert.equal(answers.failure, undefined, `${answers.failure}\n${output}`);
    assert.equal(code, 0, output);
    assert.equal(answers.end, true, output);
    return { ...answers, folder: path.join(home, 'shop') };
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** What both editors have to be told. */
function check({ diagnostics, hover, titles, edited, ranking, clients }) {
  assert.ok(diagnostics.some((text) => text.startsWith('PF101 1:5')), diagnostics.join());
  assert.ok(diagnostics.some((text) => text.startsWith('PF303 2:0')), diagnostics.join());
  assert.match(hover, /Flask/);
  assert.match(hover, /2\.2\.5/);
  assert.match(hover, /end of life/);
  assert.ok(titles.some((title) => /Quart/.test(title)) && titles.some((title) => /PF101/.test(title)), titles.join());
  assert.deepEqual([edited[0], edited[2]], ['# é 😀', 'uvicorn==0.30.6']);
  assert.match(edited[1], /^quart/i);
  assert.match(ranking, /Quart/);
  assert.match(ranking, /FastAPI|Litestar|Django/);
  assert.equal(clients, 1);
}

const noNeovim = missing('nvim', ['--version'], 'Neovim', 'neovim');
test('Neovim hovers, shows findings, applies a code action and runs a command', { skip: noNeovim }, async () => {
  const answers = await runEditor('nvim', ['--headless', '-n', '-i', 'NONE', '-c', `luafile ${path.join(here, 'neovim.lua')}`], {
    '.config/nvim/plugin/pyframeworks.lua': block('neovim.md', 'Neovim 0.7 to 0.10', 'lua'),
    '.config/nvim/init.lua': 'vim.g.mapleader = "\\\\"\n',
  });
  check(answers);
  assert.match(answers.action, /Quart/);
  assert.equal(answers.definition, 'Flask==2.2.5');
  assert.equal(answers.root, answers.folder);
});

test('the configuration of Neovim for 0.11 is sound Lua and decides by the name of the file', { skip: noNeovim }, async () => {
  const script = `
local out = io.open(os.getenv('PYFRAMEWORKS_RESULTS'), 'w')
vim.fs.root = vim.fs.root or function() return nil end
vim.fs.basename = vim.fs.basename or function(name) return vim.fn.fnamemodify(name, ':t') end
vim.fs.dirname = vim.fs.dirname or function(name) return vim.fn.fnamemodify(name, ':h') end
local config = dofile(os.getenv('HOME') .. '/.config/nvim/lsp/pyframeworks.lua')
local asked = {}
for _, name in ipairs({ 'app.py', 'pyproject.toml', 'requirements.txt', 'dev-requirements.in', 'requirements/base.txt', 'Pipfile', 'setup.cfg', 'environment.yml', 'notes.txt', 'Cargo.toml', 'a.pyc' }) do
  vim.cmd('silent! edit! ' .. name)
  config.root_dir(vim.api.nvim_get_current_buf(), function() table.insert(asked, name) end)
end
out:write(vim.json.encode({ name = 'asked', value = asked }), '\\n', vim.json.encode({ name = 'cmd', value = config.cmd }), '\\n', vim.json.encode({ name = 'end', value = true }), '\\n')
out:close()
vim.cmd('qall!')
`;
  const { asked, cmd } = await runEditor('nvim', ['--headless', '-n', '-i', 'NONE', '-c', 'luafile ../probe.lua'], {
    '.config/nvim/lsp/pyframeworks.lua': block('neovim.md', 'Neovim 0.11 and newer', 'lua'),
    'probe.lua': script.replace('vim.fs.root', 'vim.fs = vim.fs or {}\nvim.fs.root'),
  });
  assert.deepEqual(asked, ['app.py', 'pyproject.toml', 'requirements.txt', 'dev-requirements.in', 'requirements/base.txt', 'Pipfile', 'setup.cfg', 'environment.yml']);
  assert.deepEqual(cmd, ['pyframeworks', 'lsp', '--stdio']);
});

const noEmacs = missing('emacs', ['--batch', '--eval', "(progn (require 'package) (package-initialize) (require 'eglot))"], 'Emacs with Eglot', 'emacs-nox elpa-eglot');
test('Emacs hovers, shows findings, applies a code action and runs a command', { skip: noEmacs }, async () => {
  const answers = await runEditor('emacs', ['--batch', '-l', path.join(here, 'emacs.el')], { '.emacs.d/init.el': block('emacs.md', 'Configuration', 'elisp') });
  check(answers);
  assert.equal(answers.definition, 'requirements.txt');
  assert.deepEqual(answers.languages, ['pyframeworks-manifest-mode', 'python-mode']);
});

const noKate = process.platform === 'linux' ? missing('kate', ['--version'], 'Kate', 'kate') : 'Kate is tested on Linux';
for (const name of ['app.py', 'pyproject.toml', 'requirements.txt']) {
  test(`Kate starts the server for ${name} in the folder of the project, and is told the findings`, { skip: noKate }, async () => {
    const home = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'pyframeworks-editor-')));
    const write = (file, text, mode) => {
      mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
      writeFileSync(path.join(home, file), text, { mode });
    };
    let child;
    try {
      Object.entries({ ...project, 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n' }).forEach(([file, text]) => { write(`shop/${file}`, text); });
      mkdirSync(path.join(home, 'shop', '.git'));
      mkdirSync(path.join(home, 'run'), { mode: 0o700 });
      write('.config/kate/lspclient/settings.json', block('kate.md', 'Configuration', 'json'));

      // Kate would ask whether it may start the program.
      const bin = path.join(home, 'bin', 'pyframeworks');
      write('.config/katerc', `[lspclient]\nAllowedServerCommandLines=${bin} lsp --stdio\n`);
      const [sent, told] = ['sent', 'told'].map((file) => path.join(home, file));
      write('bin/pyframeworks', `#!/bin/sh\ntee "${sent}" | "${program}" "$@" | tee "${told}"\n`, 0o755);
      child = spawn('kate', ['-n', '-b', path.join(home, 'shop', name)], {
        detached: true,
        stdio: 'ignore',
        env: {
          ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), XDG_DATA_HOME: path.join(home, '.local'), XDG_CACHE_HOME: path.join(home, '.cache'),
          XDG_RUNTIME_DIR: path.join(home, 'run'), QT_QPA_PLATFORM: 'offscreen', PATH: `${path.join(home, 'bin')}:${process.env.PATH}`,
        },
      });
      const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
      await until('the findings that Kate is told', () => ['PF101', 'PF303', '/shop/requirements.txt'].every((part) => read(told).includes(part)));
      await until('the file that Kate opens', () => read(sent).includes('textDocument/didOpen') && read(sent).includes(`/shop/${name}`));
      assert.match(read(sent), new RegExp(`"rootUri":\\s*"file://${home}/shop"`));
    } finally {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  });
}
