// Starts VS Code as a web server with one extension, and a browser on it. Both leave nothing behind.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Explained, must, until } from '../../scripts/common.mjs';
import { codeServer, findBrowser, here, node24 } from './setup.mjs';

const calm = {
  'chat.disableAIFeatures': true,
  'editor.hover.delay': 150,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.useModal': 'off',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** A copy of a folder that a session may change, in a temporary folder that `dispose` removes. */
export function temporaryCopy(source) {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'pyframeworks-')));
  const copy = path.join(folder, path.basename(source));
  cpSync(source, copy, { recursive: true });
  return { folder: copy, dispose: () => { rmSync(folder, { recursive: true, force: true }); } };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => { resolve(port); });
    });
  });
}

/** VS Code with the package installed, in a process group and folders of its own. */
export async function startVSCode({ vsix, folder, settings = {}, asksForTrust = false }) {
  const node = node24();
  const home = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'pyframeworks-code-')));
  const user = path.join(home, 'user');
  const extensions = path.join(home, 'extensions');
  const config = path.join(home, 'config.yaml');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify({ ...calm, ...settings }, null, 2));
  writeFileSync(config, '');
  const common = [codeServer, '--config', config, '--user-data-dir', user, '--extensions-dir', extensions];
  const env = {
    ...process.env,
    HOME: home,
    // An empty gallery: the workbench has nobody to ask about extensions.
    EXTENSIONS_GALLERY: '{}',
    // Without it, VS Code runs a login shell to learn PATH.
    VSCODE_CLI: '1',
  };
  let child;
  const stop = async () => {
    if (child?.pid) {
      const alive = (signal) => {
        try {
          process.kill(-child.pid, signal);
          return true;
        } catch {
          return false;
        }
      };
      alive('SIGTERM');
      await until('VS Code to end', () => !alive(0), 5_000).catch(() => { alive('SIGKILL'); });
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };

  try {
    await must('installing the package', node, [...common, '--install-extension', vsix, '--force'], { env });
    const port = await freePort();
    let log = '';
    child = spawn(node, [
      ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
      ...asksForTrust ? [] : ['--disable-workspace-trust'],
    ], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (text) => { log += text; });
    child.stderr.on('data', (text) => { log += text; });
    child.on('error', () => undefined);
    const address = `http://127.0.0.1:${port}/`;
    await until('VS Code to answer', async () => {
      if (child.exitCode !== null) {
        throw new Explained(`VS Code ended with exit code ${child.exitCode}:\n${log}`);
      }
      return fetch(`${address}healthz`).then((answer) => answer.ok, () => false);
    }, 60_000);
    return {
      address: `${address}?folder=${encodeURIComponent(folder)}`,
      addressOf: (workspace) => `${address}?workspace=${encodeURIComponent(workspace)}`,
      extensions,
      stop,
      ended: new Promise((resolve) => { child.on('exit', resolve); }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A browser that can reach 127.0.0.1 alone; `foreign` collects every other address that the page asks for. */
export async function openBrowser(address, { width = 1280, height = 800 } = {}) {
  const { chromium } = await import(pathToFileURL(path.join(here, '.cache', 'node_modules', 'playwright-core', 'index.mjs')).href);
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  const context = await browser.newContext({ viewport: { width, height }, permissions: ['clipboard-read', 'clipboard-write'] });
  const foreign = [];
  const local = (text) => {
    const url = new URL(text);
    // A preview's own resources carry a made-up host that the workbench's service worker answers; the rule above keeps it from being looked up.
    return ['data:', 'blob:', 'about:'].includes(url.protocol) || url.hostname === '127.0.0.1' || url.hostname.endsWith('.vscode-resource.vscode-cdn.net');
  };
  context.on('request', (request) => {
    if (!local(request.url())) {
      foreign.push(request.url());
    }
  });
  const open = async (where) => {
    const page = await context.newPage();
    page.on('websocket', (socket) => {
      if (!local(socket.url().replace(/^ws/, 'http'))) {
        foreign.push(socket.url());
      }
    });
    await page.goto(where);
    return page;
  };
  return { page: await open(address), open, foreign, close: () => browser.close() };
}

/** Ids of the running processes whose executable (or interpreter's script) lies in a folder. Linux only. */
export function processesOf(folder) {
  const inside = (id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').slice(0, 2).some((part) => part.startsWith(folder));
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && inside(name)).map(Number);
}
