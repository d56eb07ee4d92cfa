// The program as a .NET tool, and its completion in shells: packed, installed from the local package alone, run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.PYFRAMEWORKS_SERVER ?? path.join(root, 'server', 'PyFrameworks.Cli', 'bin', 'Debug', 'net10.0', 'pyframeworks');

function inFolder(work) {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'pyframeworks-tool-')));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  assert.equal(error, undefined, `${command}: ${error?.message}`);
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

test('the program packs as a .NET tool, installs from its package and says its version', () => inFolder((folder) => {
  const packages = path.join(folder, 'packages');
  const env = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', NUGET_PACKAGES: '' };
  delete env.NUGET_PACKAGES;
  run('dotnet', ['pack', path.join(root, 'server', 'PyFrameworks.Cli'), '-c', 'Release', '-o', packages, '--nologo', '-v', 'quiet'], { env });
  const [name, ...others] = readdirSync(packages);
  assert.deepEqual(others, []);
  const version = /^pyframeworks\.(\d+\.\d+\.\d+\S*)\.nupkg$/.exec(name)?.[1];
  assert.ok(version, name);

  // No other source is asked for it.
  writeFileSync(path.join(folder, 'nuget.config'), `<configuration><packageSources><clear /><add key="local" value="${packages}" /></packageSources></configuration>`);
  const tools = path.join(folder, 'tools');
  run('dotnet', ['tool', 'install', 'pyframeworks', '--version', version, '--tool-path', tools, '--configfile', path.join(folder, 'nuget.config'), '--no-cache'], { env, cwd: folder });
  const tool = path.join(tools, process.platform === 'win32' ? 'pyframeworks.exe' : 'pyframeworks');
  assert.equal(run(tool, ['--version']), `pyframeworks ${version}\n`);
  writeFileSync(path.join(folder, 'requirements.txt'), 'flask==2.2.5\n');
  assert.match(run(tool, ['check', folder, '--fail-on', 'never']), /PF101/);
}));

const shells = {
  bash: (script) => ['bash', ['--norc', '-c', `source ${script}; COMP_WORDS=(pyframeworks check --fo); COMP_CWORD=2; _pyframeworks; printf '%s\\n' "\${COMPREPLY[@]}"`]],
  zsh: (script) => ['zsh', ['-f', '-c', `compdef() { :; }; compadd() { print -l -- \${(P)2}; }; source ${script}; words=(pyframeworks check --fo); CURRENT=3; _pyframeworks`]],
  fish: (script) => ['fish', ['--no-config', '-c', `source ${script}; complete -C 'pyframeworks check --fo'`]],
  pwsh: (script) => ['pwsh', ['-NoProfile', '-Command', `Get-Content -Raw ${script} | Invoke-Expression; (TabExpansion2 'pyframeworks check --fo' 23).CompletionMatches.CompletionText`]],
};
for (const [shell, line] of Object.entries(shells)) {
  const isThere = process.platform !== 'win32' && spawnSync(shell, ['--version'], { stdio: 'ignore' }).status === 0;
  test(`${shell} completes an option by the script that the program writes`, { skip: isThere ? false : `${shell} is missing` }, () => inFolder((folder) => {
    const script = path.join(folder, 'completion');
    writeFileSync(script, run(program, ['completion', shell]));
    writeFileSync(path.join(folder, 'pyframeworks'), `#!/bin/sh\nexec "${program}" "$@"\n`, { mode: 0o755 });
    const [command, args] = line(script);
    const proposals = run(command, args, { env: { ...process.env, HOME: folder, PATH: `${folder}:${process.env.PATH}` } }).trim().split('\n');
    assert.deepEqual(proposals, ['--format']);
  }));
}
