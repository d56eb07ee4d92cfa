// Writes the list of methods that are compiled beforehand: node scripts/precompile.mjs
// Publishes the program with all methods compiled, works with it as people and editors do, and notes which of them the runtime asked for meanwhile.
// Run it after a change that brings new code into the start or into usual requests; a stale line costs nothing, and a method that is missing is compiled when it is first needed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { artifacts, Explained, fail, must, npmCi, platform, root, run, say } from './common.mjs';

const list = path.join(root, 'server', 'PyFrameworks.Cli', 'precompiled.txt');
const fixtures = path.join(root, 'tests', 'fixtures');
const sample = path.join(fixtures, 'sample');

/** What people type. The folder of all fixtures has every kind of project. */
const commands = [
  ['--version'], ['--help'], ['check', '--help'],
  ...['json', 'github', 'sarif', 'text'].map((format) => ['check', sample, '--format', format]),
  ['check', fixtures, '--format', 'json'], ['check', fixtures],
  ['inspect', sample], ['inspect', sample, '--format', 'json'], ['suggest', sample], ['suggest', sample, '--format', 'json'],
  ['compare', 'flask', 'django'], ['compare', 'flask', 'django', '--format', 'html'], ['report', sample, '-o', '-'],
  ['migrate', sample, '--to', 'fastapi'], ['explain', 'PF101'], ['catalog', 'list'], ['catalog', 'show', 'flask'], ['completion', 'bash'],
];

/**
 * What is compiled beforehand whether or not it was seen at work. The program's own code, but for the reading and writing of messages that nobody sent: an editor asks for more than
 * was tried. And the parts of the class library that differ from one operating system to the other, where the list comes from one of them.
 */
const always = [
  ...['Catalog', 'Cli', 'Features', 'LanguageServer', 'ProjectModel', 'Rules', 'Syntax', 'Workspace'].map((name) => `PyFrameworks.${name}.*`),
  'Interop*', 'Microsoft.Win32.*', 'System.Console*', 'System.Diagnostics.Process*', 'System.IO.Directory*', 'System.IO.Enumeration.*', 'System.IO.File*', 'System.IO.Path*',
  'System.IO.RandomAccess*', 'System.IO.Strategies.*', 'System.Threading.LowLevel*', 'System.Threading.PortableThreadPool*', 'System.Threading.Thread*', 'System.Threading.Wait*',
  'System.TimeZoneInfo*',
];

/** Whether a line of the list is covered by what is always there: a method without type parameters of a type without any. */
export function isCovered(name) {
  return !name.includes('`') && !name.includes('[') && always.some((prefix) => name.startsWith(prefix.slice(0, -1)));
}

/** What has to be set for the runtime to note its modules, types and methods. */
const traced = (folder) => ({
  DOTNET_EnableEventPipe: '1',
  DOTNET_EventPipeOutputStreaming: '1',
  DOTNET_EventPipeOutputPath: path.join(folder, '{pid}.nettrace'),
  DOTNET_EventPipeConfig: 'Microsoft-Windows-DotNETRuntime:0x6000080018:5',
});

/** Scans a folder that is worth a cache, as it is read for the first time and from then on. */
function scanLargeTree(server, folder, env) {
  const tree = path.join(folder, 'tree');
  mkdirSync(tree);
  writeFileSync(path.join(tree, 'requirements.txt'), 'fastapi\nuvicorn\n');
  const written = new Date(Date.now() - 3_600_000);
  for (let i = 0; i < 400; i += 1) {
    const file = path.join(tree, `module_${i}.py`);
    writeFileSync(file, i % 4 === 0
      ? `from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/${i}')\nasync def get_${i}():\n    return ${i}\n`
      : `import json\n\n\ndef text_${i}(value):\n    return json.dumps(value)\n`);
    utimesSync(file, written, written);
  }
  for (let i = 0; i < 2; i += 1) {
    spawnSync(server, ['check', tree, '--format', 'json'], { env: { ...env, XDG_CACHE_HOME: path.join(folder, 'cache') }, maxBuffer: 1 << 28 });
  }
}

async function write() {
  const folder = path.join(artifacts, 'precompile');
  const traces = path.join(folder, 'traces');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(traces, { recursive: true });
  const { rid, executable } = platform();
  say('Building the server with all methods …');
  // What was compiled with the list would pass for up to date, and so would later what is compiled now.
  const compiled = path.join(root, 'server', 'PyFrameworks.Cli', 'obj', 'Release', 'net10.0', rid, 'R2R');
  rmSync(compiled, { recursive: true, force: true });
  await must('publishing', 'dotnet', ['publish', 'server/PyFrameworks.Cli', '-c', 'Release', '-r', rid, '-o', folder, '-p:Precompiled=all', '--nologo', '-v', 'quiet']);
  rmSync(compiled, { recursive: true, force: true });
  const server = path.join(folder, executable);
  const env = { ...process.env, PYFRAMEWORKS_SERVER: server, ...traced(traces) };
  say('Working with it …');
  for (const command of commands) {
    const { status, stderr } = spawnSync(server, command, { env, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (status === null || status > 1) {
      throw new Explained(`"pyframeworks ${command.join(' ')}" ended with exit code ${status}\n${stderr.trim()}`);
    }
  }
  scanLargeTree(server, folder, env);
  const conformance = path.join(root, 'tests', 'conformance');
  await npmCi(conformance);
  // Sessions of every kind; whether their tests pass is not the question here.
  await run(process.execPath, ['--test', path.join(conformance, 'conformance.test.mjs')], { env, capture: true });
  say('Reading what was used …');
  const assemblies = path.join(root, 'server', 'PyFrameworks.Cli', 'obj', 'Release', 'net10.0', rid, 'precompiled.assemblies.txt');
  const used = spawnSync('dotnet', [path.join(root, 'server', 'PyFrameworks.Precompiler', 'bin', 'Release', 'net10.0', 'PyFrameworks.Precompiler.dll'), 'used', assemblies,
    ...readdirSync(traces).map((name) => path.join(traces, name))], { cwd: path.join(root, 'server', 'PyFrameworks.Cli'), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (used.status !== 0) {
    throw new Explained(`the traces could not be read\n${used.stderr}`);
  }
  const names = used.stdout.split('\n').filter((name) => name !== '' && !isCovered(name));
  writeFileSync(list, `${[...always, ...names].join('\n')}\n`);
  rmSync(traces, { recursive: true, force: true });
  say(`${path.relative(root, list)}: ${names.length} methods`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await write();
  } catch (error) {
    fail(error);
  }
}
