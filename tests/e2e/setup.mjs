// Puts a real VS Code workbench (code-server from npm) under tests/e2e/.cache, once per lock file.
// Its own install script would download prebuilt binaries, so the two installs are done by hand.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Explained, has, must, once, run, say } from '../../scripts/common.mjs';

export const here = path.dirname(fileURLToPath(import.meta.url));
const cache = path.join(here, '.cache');
const modules = path.join(cache, 'node_modules');
export const codeServer = path.join(modules, 'code-server', 'out', 'node', 'entry.js');

/** The folder whose `bin/node` is the Node 24 that code-server needs, or null: then this machine's own Node has to do. */
function bundledNode() {
  const folder = path.join(modules, `node-${process.platform}-${process.arch}`);
  return existsSync(path.join(folder, 'bin', 'node')) ? folder : null;
}

export function node24() {
  const folder = bundledNode();
  if (folder !== null) {
    return path.join(folder, 'bin', 'node');
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    return process.execPath;
  }
  throw new Explained(`VS Code in the browser needs Node.js 24; this is ${process.version}`);
}

/** Installs what is missing. Takes about a minute the first time and nothing later. */
export async function setUp() {
  const inputs = ['package.json', 'package-lock.json', 'setup.mjs'].map((name) => path.join(here, name));
  await once(path.join(cache, 'stamp'), inputs, async () => {
    say('Setting up VS Code for the browser (once, about a minute) …');
    mkdirSync(cache, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) {
      copyFileSync(path.join(here, name), path.join(cache, name));
    }
    await must('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: cache });

    const node = path.dirname(node24());
    const inner = path.join(modules, 'code-server', 'lib', 'vscode');
    const env = { ...process.env, PATH: `${node}${path.delimiter}${process.env.PATH}` };
    // Not `npm ci`: the shrinkwrap inside code-server lacks one of its packages.
    await must('npm install', 'npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: inner, env });

    // Native addons only carry log files; without a compiler, the workbench runs without them.
    const headers = bundledNode();
    if (headers !== null && ['g++', 'make', 'python3'].every(has)) {
      const built = await run('npm', ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], {
        cwd: inner, env: { ...env, npm_config_nodedir: headers }, capture: true,
      });
      if (built.code !== 0) {
        say('The native addons did not build; VS Code runs without its log files.');
      }
    }
  });
}

/** A Chromium-like browser of this machine, or null. */
export function findBrowser() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return candidates.find((candidate) => candidate && existsSync(candidate)) ?? null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUp();
  say('VS Code for the browser is ready.');
}
