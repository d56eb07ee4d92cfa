// What the scripts share: where things are, how commands are run and how it is said.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const artifacts = path.join(root, 'artifacts');
export const client = path.join(root, 'client-vscode');
export const sample = path.join(root, 'tests', 'fixtures', 'sample');

/** A mistake of the surroundings (a missing tool, a failed command) that one sentence explains; no stack trace is shown. */
export class Explained extends Error {}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Runs a command to its end and returns its exit code; with `capture`, also what it printed. */
export function run(command, args, options = {}) {
  const { capture = false, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && !path.isAbsolute(command),
      ...rest,
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => { output += text; });
    child.stderr?.setEncoding('utf8').on('data', (text) => { output += text; });
    child.on('error', (error) => reject(new Explained(`can't start ${command}: ${error.message}`)));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** Runs a command that has to succeed; its output is shown only if it does not. */
export async function must(what, command, args, options = {}) {
  const { code, output } = await run(command, args, { capture: true, ...options });
  if (code !== 0) {
    process.stderr.write(output);
    throw new Explained(`${what} failed: "${command} ${args.join(' ')}" ended with exit code ${code}`);
  }
  return output;
}

export function has(command) {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  return spawnSync(finder, [command], { stdio: 'ignore' }).status === 0;
}

/** Throws an explanation that names everything that is missing at once, and where to get it. */
export function need(...tools) {
  const known = {
    dotnet: '.NET SDK 10 (https://dotnet.microsoft.com/download)',
    npm: 'Node.js 20.19 or newer with npm (https://nodejs.org)',
  };
  const missing = tools.filter((tool) => !has(tool)).map((tool) => `${tool}: install ${known[tool]}`);
  if (missing.length > 0) {
    throw new Explained(`something is missing on PATH\n  ${missing.join('\n  ')}`);
  }
}

const identifiers = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-armhf': 'linux-arm',
  'alpine-x64': 'linux-musl-x64',
  'alpine-arm64': 'linux-musl-arm64',
  'darwin-x64': 'osx-x64',
  'darwin-arm64': 'osx-arm64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/** Every platform that VS Code runs on, in the words of `vsce`. */
export const targets = Object.keys(identifiers);

/** This machine in the words of `vsce` (`linux-x64`) and of .NET (`linux-x64`, `osx-arm64`, …). */
export function platform(target = `${process.platform}-${process.arch}`) {
  if (!(target in identifiers)) {
    throw new Explained(`no build for "${target}"; one of ${targets.join(', ')} is possible`);
  }
  return { target, rid: identifiers[target], executable: target.startsWith('win32') ? 'pyframeworks.exe' : 'pyframeworks' };
}

/** Does `work` unless the stamp says that it was done for exactly these files. A failure leaves no stamp. */
export async function once(stamp, inputs, work) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs) {
    hash.update(readFileSync(file));
  }
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return false;
  }
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

/** `npm ci` of a folder, repeated only when its lock file changed. Nothing that we install needs its install scripts. */
export function npmCi(folder) {
  const files = ['package.json', 'package-lock.json'].map((name) => path.join(folder, name));
  return once(path.join(folder, 'node_modules', '.installed'), files, async () => {
    need('npm');
    say(`Installing the npm packages of ${path.relative(root, folder)} …`);
    await must('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  });
}

/** Polls until `probe` gives something truthy; an error names what was waited for. Times are milliseconds. */
export async function until(what, probe, timeout = 120_000, interval = 100) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Explained(`waited ${timeout / 1000} s in vain for ${what}`);
    }
    await new Promise((resolve) => { setTimeout(resolve, interval); });
  }
}

/** Ends the script: an explained failure is one sentence, anything else keeps its stack. */
export function fail(error) {
  process.stderr.write(error instanceof Explained ? `error: ${error.message}\n` : `${error.stack}\n`);
  process.exitCode = 1;
}
