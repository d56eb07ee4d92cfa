// Writes the list of methods that are compiled beforehand: node scripts/precompile.mjs
// Publishes the program without the list, works with it as people and editors do, and notes which methods the runtime had to compile meanwhile.
// Run it after a change that brings new code into the start or into usual requests; a stale line costs nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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

/** The methods of a log of the runtime's compiler, without parameters: all of one name are compiled beforehand, or none. */
export function methods(log) {
  const names = new Set();
  for (const line of log.split('\n')) {
    // What was compiled once more is code that runs often, and compiled beforehand already.
    const [, name] = /^ *\d+: JIT compiled (.+?)(?:\([^()]*\))? \[(?:Instrumented )?Tier-?0/.exec(line) ?? [];
    if (name !== undefined && !name.includes('(dynamicClass)') && !name.includes('ILStubClass')) {
      names.add(name);
    }
  }
  return [...names].sort();
}

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
  const log = path.join(folder, 'compiled.txt');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { rid, executable } = platform();
  say('Building the server without the list …');
  // What was compiled with the list would pass for up to date, and so would later what is compiled now.
  const compiled = path.join(root, 'server', 'PyFrameworks.Cli', 'obj', 'Release', 'net10.0', rid, 'R2R');
  rmSync(compiled, { recursive: true, force: true });
  await must('publishing', 'dotnet', ['publish', 'server/PyFrameworks.Cli', '-c', 'Release', '-r', rid, '-o', folder, '-p:Precompiled=false', '--nologo', '-v', 'quiet']);
  rmSync(compiled, { recursive: true, force: true });
  const server = path.join(folder, executable);
  const env = { ...process.env, PYFRAMEWORKS_SERVER: server, DOTNET_JitStdOutFile: log, DOTNET_JitDisasmSummary: '1' };
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
  const names = methods(readFileSync(log, 'utf8'));
  writeFileSync(list, `${names.join('\n')}\n`);
  say(`${path.relative(root, list)}: ${names.length} methods`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await write();
  } catch (error) {
    fail(error);
  }
}
