// The packages that the program is built with, by their content: node scripts/locks.mjs [--write]
// Fails where a package is another one than server/locks says, or a version was changed without it. --write brings the files up to date; read the difference.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Explained, fail, need, root, run, say } from './common.mjs';

const project = path.join(root, 'server', 'PyFrameworks.Cli', 'PyFrameworks.Cli.csproj');

/** Restores the program's projects by their lock files, or writes these. */
export async function locks({ write = false } = {}) {
  need('dotnet');
  const command = ['restore', project, '-p:CheckLocks=true', write ? '--force-evaluate' : '--locked-mode', '--force', '--nologo', '-v', 'quiet'];
  const { code, output } = await run('dotnet', command, { capture: true, env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' } });
  if (code === 0) {
    return;
  }
  if (/error NU100[34]/.test(output)) {
    throw new Explained(`the packages that the projects ask for are not those of server/locks; run "node scripts/locks.mjs --write" and read the difference\n${output.trim()}`);
  }
  if (/error NU1403/.test(output)) {
    throw new Explained(`a package has another content than server/locks says; don't build with it before you know why\n${output.trim()}`);
  }
  throw new Explained(`restoring by the lock files failed: "dotnet ${command.join(' ')}" ended with exit code ${code}\n${output.trim()}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
    await locks(values);
    say(values.write ? 'server/locks is written' : 'the packages are those of server/locks');
  } catch (error) {
    fail(error);
  }
}
