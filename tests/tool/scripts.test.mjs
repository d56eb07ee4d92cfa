// The scripts that a release stands on: what they say of packages that are wrong, and of feeds that are silent.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { obstacleToNative } from '../../scripts/build.mjs';
import { faults } from '../../scripts/vsix.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

async function inFolder(work) {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'pyframeworks-scripts-')));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The first bytes of a program. */
function program(kind, machine, loader = '') {
  const bytes = Buffer.alloc(256);
  if (kind === 'elf') {
    bytes.write('\x7fELF', 'latin1');
    bytes.writeUInt16LE(machine, 18);
  } else if (kind === 'macho') {
    bytes.writeUInt32LE(0xfeedfacf);
    bytes.writeUInt32LE(machine, 4);
  } else {
    bytes.write('MZ');
    bytes.writeUInt32LE(128, 60);
    bytes.write('PE\0\0', 128);
    bytes.writeUInt16LE(machine, 132);
  }
  bytes.write(loader, 64);
  return bytes;
}

const common = Object.fromEntries(['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt', 'THIRD-PARTY-NOTICES.txt', 'dist/extension.js', 'server/dotnet-third-party-notices.txt']
  .map((name) => [`extension/${name}`, { bytes: Buffer.from('x') }]));
const manifest = (target) => ({ 'extension.vsixmanifest': { bytes: Buffer.from(target ? `<Identity TargetPlatform="${target}"/>` : '<Identity/>') } });
const server = (bytes, mode = 0o755, name = 'pyframeworks') => ({ [`extension/server/${name}`]: { bytes, mode } });

const x64 = program('elf', 0x3e, '/lib64/ld-linux-x86-64.so.2');
const packages = {
  'as it must be, for Linux': ['linux-x64', { ...manifest('linux-x64'), ...common, ...server(x64) }, []],
  'as it must be, for Windows': ['win32-x64', { ...manifest('win32-x64'), ...common, ...server(program('pe', 0x8664), 0o644, 'pyframeworks.exe') }, []],
  'as it must be, for macOS': ['darwin-arm64', { ...manifest('darwin-arm64'), ...common, ...server(program('macho', 0x0100000c)) }, []],
  'for another platform by its manifest': ['linux-arm64', { ...manifest('linux-x64'), ...common, ...server(program('elf', 0xb7)) }, ['its manifest says linux-x64, not linux-arm64']],
  'for every platform by its manifest': ['linux-x64', { ...manifest(), ...common, ...server(x64) }, ['its manifest says every platform, not linux-x64']],
  'with a program for another processor': ['linux-arm64', { ...manifest('linux-arm64'), ...common, ...server(x64) }, ['server/pyframeworks is no program for linux-arm64']],
  'with a program for another system': ['darwin-x64', { ...manifest('darwin-x64'), ...common, ...server(x64) }, ['server/pyframeworks is no program for darwin-x64']],
  'with what is no program': ['linux-x64', { ...manifest('linux-x64'), ...common, ...server(Buffer.from('#!')) }, ['server/pyframeworks is no program for linux-x64']],
  'for Alpine with glibc': ['alpine-x64', { ...manifest('alpine-x64'), ...common, ...server(x64) }, ['server/pyframeworks is linked with glibc, not musl']],
  'that lost the executable bit': ['linux-x64', { ...manifest('linux-x64'), ...common, ...server(x64, 0o644) }, ["server/pyframeworks can't be executed"]],
  'without a server': ['linux-x64', { ...manifest('linux-x64'), ...common }, ['there is no server/pyframeworks in it']],
  'without notices': ['linux-x64', { ...manifest('linux-x64'), ...server(x64), ...Object.fromEntries(Object.entries(common).filter(([name]) => !/dotnet|LICENSE/.test(name))) },
    ['there is no LICENSE.txt in it', 'the notices of the .NET runtime are missing']],
  'for every platform, without its assembly': ['universal', { ...manifest(), ...common, ...server(Buffer.from('x'), 0o644, 'pyframeworks.deps.json'), ...server(Buffer.from('x'), 0o644, 'pyframeworks.runtimeconfig.json') },
    ['there is no server/pyframeworks.dll in it']],
};
for (const [what, [target, entries, wanted]] of Object.entries(packages)) {
  const reason = process.platform === 'win32' && /bit/.test(what) ? 'Windows knows no executable bit' : false;
  test(`a package ${what} is told for what it is`, { skip: reason }, () => inFolder(async (folder) => {
    const { ZipFile } = createRequire(path.join(root, 'client-vscode', 'package.json'))('yazl');
    const file = path.join(folder, 'made.vsix');
    const zip = new ZipFile();
    Object.entries(entries).forEach(([name, { bytes, mode = 0o644 }]) => { zip.addBuffer(bytes, name, { mode: 0o100000 | mode }); });
    zip.end();
    await finished(zip.outputStream.pipe(createWriteStream(file)));
    assert.deepEqual(await faults(file, target), wanted);
  }));
}

const linker = process.platform === 'win32' ? 'the C++ tools of Visual Studio are not installed' : 'neither clang nor gcc is on PATH';
const outputs = [
  ['no linker', "Microsoft.NETCore.Native.Unix.targets(67,5): error : Platform linker ('clang' or 'gcc') not found in PATH. Ensure you have all the required prerequisites", linker],
  ['no package of the compiler', 'error NU1101: Unable to find package runtime.linux-x64.Microsoft.DotNet.ILCompiler. No packages exist with this id',
    'the package feed has no runtime.linux-x64.Microsoft.DotNet.ILCompiler'],
  ['a library that is missing', '/usr/bin/ld: cannot find -lz: No such file or directory\nerror MSB3073: The command "gcc" exited with code 1.', 'the C linker says "cannot find -lz"'],
  ['a library that is missing on macOS', "ld: library 'ssl' not found", `the C linker says "library 'ssl' not found"`],
  ['a mistake in the code', 'Program.cs(3,1): error CS1002: ; expected', undefined],
  ['code that can\'t be compiled so', 'ILC : error IL3050: Using member which has RequiresDynamicCodeAttribute can break functionality when AOT compiling', undefined],
  ['another package that is missing', 'error NU1101: Unable to find package Spectre.Console. No packages exist with this id', undefined],
];
for (const [what, output, wanted] of outputs) {
  test(`what keeps a machine from compiling to machine code: ${what}`, () => { assert.equal(obstacleToNative(output), wanted); });
}

const weak = { id: 'Weak.Package', resolvedVersion: '1.0.0', vulnerabilities: [{ severity: 'High', advisoryurl: 'https://example.org/weak' }] };
const dotnetReport = (found) => JSON.stringify({ version: 1, projects: [{ path: '/p/Cli.csproj', ...found && { frameworks: [{ framework: 'net10.0', transitivePackages: [weak] }] } }] }, null, 2);
const npmReport = (found) => JSON.stringify({ auditReportVersion: 2, vulnerabilities: found ? { weak: { name: 'weak', severity: 'low', range: '<2' } } : {} }, null, 2);
const silence = JSON.stringify({ message: 'request failed', error: { summary: '405' } }, null, 2);

for (const [what, feeds, code, wanted] of [
  ['nothing', { probe: true, solution: false, npm: npmReport(false) }, 0, [/^PyFrameworks\.sln: nothing is known$/m, /^client-vscode: nothing is known$/m]],
  ['a weak NuGet package', { probe: true, solution: true, npm: npmReport(false) }, 1, [/^PyFrameworks\.sln: 1 known\n {2}Weak\.Package 1\.0\.0: high, https:\/\/example\.org\/weak \(Cli\)$/m]],
  ['a weak npm package', { probe: true, solution: false, npm: npmReport(true) }, 1, [/^client-vscode: 1 known\n {2}weak <2: low$/m]],
  ['a NuGet feed that is silent', { probe: false, solution: false, npm: npmReport(false) }, 2, [/^PyFrameworks\.sln: no answer/m, /^client-vscode: nothing is known$/m]],
  ['a registry that is silent', { probe: true, solution: false, npm: silence }, 2, [/^PyFrameworks\.sln: nothing is known$/m, /^client-vscode: no answer/m, /^tests\/e2e: no answer/m]],
]) {
  test(`the audit tells of ${what}`, { skip: process.platform === 'win32' ? 'the feeds are played by shell scripts' : false }, () => inFolder((folder) => {
    const answers = (name, text) => { writeFileSync(path.join(folder, name), text); };
    answers('probe.json', dotnetReport(feeds.probe));
    answers('solution.json', dotnetReport(feeds.solution));
    answers('npm.json', feeds.npm);
    const play = (name, script) => { writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 }); };
    play('dotnet', `case "$1 $2" in list*probe.csproj) cat '${folder}/probe.json';; list*) cat '${folder}/solution.json';; esac`);
    play('npm', `cat '${folder}/npm.json'; echo 'npm warn audit' >&2; exit 1`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts', 'audit.mjs')], { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
    assert.equal(status, code, `${stdout}${stderr}`);
    wanted.forEach((pattern) => { assert.match(stdout, pattern); });
  }));
}
