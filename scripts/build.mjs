// Builds the extension's package with the server inside.
//   node scripts/build.mjs [--target linux-x64|darwin-arm64|win32-x64|…] [--server FILE]
// --server takes an executable that exists already; without it, `dotnet publish` makes one.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { artifacts, client, Explained, fail, must, need, npmCi, platform, root, say } from './common.mjs';

/** Publishes the server as one self-contained file for a target of `vsce`, and returns its path. */
export async function publishServer(target) {
  need('dotnet');
  const { rid, executable } = platform(target);
  const project = path.join(root, 'server', 'PyFrameworks.Cli', 'PyFrameworks.Cli.csproj');
  const folder = path.join(artifacts, 'server', rid);
  say(`Building the server for ${rid} …`);
  await must('building the server', 'dotnet', [
    // Trimming and ReadyToRun are asked for in the project: a property given here would reach the generators too, which can't be trimmed.
    'publish', project, '-c', 'Release', '-r', rid, '--self-contained', '-o', folder, '--nologo', '-v', 'quiet',
  ], { env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' } });
  return path.join(folder, executable);
}

/** The folder of the .NET installation. */
async function dotnetRoot() {
  need('dotnet');
  const sdks = await must('asking for the SDKs', 'dotnet', ['--list-sdks']);
  return path.dirname(/\[(.+)\]/.exec(sdks)?.[1] ?? '');
}

/** Packages the extension and returns the path of the `.vsix`. */
export async function packageExtension({ target, server } = {}) {
  const wanted = platform(target);
  const executable = server ?? process.env.PYFRAMEWORKS_SERVER ?? await publishServer(wanted.target);
  if (!existsSync(executable)) {
    throw new Explained(`there is no server at ${executable}`);
  }
  await npmCi(client);

  say('Packaging the extension …');
  const inside = path.join(client, 'server');
  rmSync(inside, { recursive: true, force: true });
  mkdirSync(inside);
  copyFileSync(executable, path.join(inside, wanted.executable));

  // The program carries the .NET runtime; its notices lie beside the SDK that built it.
  const notices = path.join(await dotnetRoot(), 'ThirdPartyNotices.txt');
  if (!existsSync(notices)) {
    throw new Explained(`the notices of the .NET runtime are missing: there is no ${notices}`);
  }
  copyFileSync(notices, path.join(inside, 'dotnet-third-party-notices.txt'));
  for (const name of ['LICENSE', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt']) {
    if (existsSync(path.join(root, name))) {
      copyFileSync(path.join(root, name), path.join(client, name));
    }
  }
  const binaries = path.join(client, 'node_modules', '.bin');
  await must('bundling', 'npm', ['run', '--silent', 'bundle'], { cwd: client });
  const vsix = path.join(artifacts, `pyframeworks-${wanted.target}.vsix`);
  mkdirSync(artifacts, { recursive: true });
  const command = process.platform === 'win32' ? `${binaries}\\vsce.cmd` : path.join(binaries, 'vsce');
  await must('packaging', command, [
    'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--target', wanted.target, '--out', vsix,
  ], { cwd: client, shell: process.platform === 'win32' });
  return vsix;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({ options: { target: { type: 'string' }, server: { type: 'string' } } });
    say(path.relative(root, await packageExtension(values)));
  } catch (error) {
    fail(error);
  }
}
