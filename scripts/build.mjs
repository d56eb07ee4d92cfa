// Builds the extension's package with the server inside.
//   node scripts/build.mjs                       for this platform
//   node scripts/build.mjs --target linux-x64    for another one, or for every platform: --target universal needs an installed .NET runtime
//   node scripts/build.mjs --all                 every package that can be made here; says which can't and why
//   --server FILE takes an executable that exists already; without it, `dotnet publish` makes one.
//   --native compiles the server for this platform to machine code, for trying it: server/ARCHITECTURE.md says why it is not what ships.
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { artifacts, client, Explained, fail, must, need, npmCi, platform, root, run, say, targets } from './common.mjs';
import { locks } from './locks.mjs';
import { faults } from './vsix.mjs';

/** The target of the package that holds no runtime and so runs wherever there is one. */
export const universal = 'universal';

/** The packages of a runtime that the feed does not have: restoring names each, and the nearest version where there is another one. */
class MissingPack extends Explained {
  constructor(output) {
    const packs = [...output.matchAll(/NU110[12]: Unable to find package ([\w.-]*\w)(?:[^\n]*?version \(= ([\d.]+)\))?/gi)];
    const names = [...new Set(packs.map(([, name, version]) => (version === undefined ? name : `${name} ${version}`)))];
    super(`the package feed has no ${names.join(' and no ')}`);
    const nearest = [...output.matchAll(/Nearest version: ([\d.]+)/g)].map((match) => match[1]);
    this.nearest = new Set(nearest).size === 1 ? nearest[0] : undefined;
  }
}

/** What keeps this machine from compiling the program to machine code, read from the output of `dotnet publish`; undefined where that is no reason. */
export function obstacleToNative(output) {
  const pack = /NU110[12]: Unable to find package ([\w.-]*ILCompiler)\b/i.exec(output)?.[1];
  if (pack !== undefined) {
    return `the package feed has no ${pack}`;
  }
  if (/Platform linker/i.test(output)) {
    return process.platform === 'win32' ? 'the C++ tools of Visual Studio are not installed' : 'neither clang nor gcc is on PATH';
  }
  const library = /cannot find (?:-l[\w.+-]+|\S+\.o\b)|library (?:not found for|'[^']*' not found)/i.exec(output)?.[0];
  return library === undefined ? undefined : `the C linker says "${library}"`;
}

let checked;

async function publish(target, args) {
  need('dotnet');

  // What ships is made of the packages that were read, or not at all.
  await (checked ??= locks());
  const folder = path.join(artifacts, 'server', target);
  const project = path.join(root, 'server', 'PyFrameworks.Cli', 'PyFrameworks.Cli.csproj');
  rmSync(folder, { recursive: true, force: true });
  const command = ['publish', project, '-c', 'Release', ...args, '-o', folder, '--nologo', '-v', 'quiet'];
  const { code, output } = await run('dotnet', command, { capture: true, env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' } });
  if (code !== 0) {
    const obstacle = args.includes(native) ? obstacleToNative(output) : undefined;
    if (obstacle !== undefined) {
      throw new Explained(`the server can't be compiled to machine code here: ${obstacle}`);
    }
    if (/NU110[12]: Unable to find package Microsoft\./i.test(output)) {
      throw new MissingPack(output);
    }
    process.stderr.write(output);
    throw new Explained(`building the server failed: "dotnet ${command.join(' ')}" ended with exit code ${code}`);
  }
  return folder;
}

/** Asks the project for machine code instead of a runtime with code beside it. */
const native = '-p:NativeAot=true';

/** Publishes the server as one self-contained file for a target of `vsce`, and returns its path. */
export async function publishServer(target, { runtime, isNative = false } = {}) {
  const { rid, executable } = platform(target);
  say(`Building the server for ${rid} …`);
  // Trimming and ReadyToRun are asked for in the project: most properties given here would reach the generators too, which can't have them.
  const folder = await publish(rid, ['-r', rid, '--self-contained', ...runtime === undefined ? [] : [`-p:RuntimeFrameworkVersion=${runtime}`], ...isNative ? [native] : []]);
  return path.join(folder, executable);
}

/** The folder of the .NET installation. */
async function dotnetRoot() {
  need('dotnet');
  const sdks = await must('asking for the SDKs', 'dotnet', ['--list-sdks']);
  return path.dirname(/\[(.+)\]/.exec(sdks)?.[1] ?? '');
}

/** Publishes the server without a runtime, and returns its folder. */
async function publishAssemblies() {
  say('Building the server for an installed .NET runtime …');
  return publish(universal, ['--no-self-contained', '-p:UseAppHost=false', '-p:SatelliteResourceLanguages=en', '-p:DebugType=none']);
}

function putServer(target, server) {
  const inside = path.join(client, 'server');
  rmSync(inside, { recursive: true, force: true });
  mkdirSync(inside);
  if (target !== universal) {
    copyFileSync(server, path.join(inside, platform(target).executable));
    return;
  }
  for (const name of readdirSync(server).filter((file) => /\.(dll|json)$/.test(file))) {
    cpSync(path.join(server, name), path.join(inside, name));
  }
}

/** Packages the extension and returns the path of the `.vsix`. */
export async function packageExtension({ target = platform().target, server, ...form } = {}) {
  // A server that the surroundings name is one for this machine, in the form that ships.
  const given = server ?? (target === platform().target && !form.isNative ? process.env.PYFRAMEWORKS_SERVER : undefined);
  const built = given ?? (target === universal ? await publishAssemblies() : await publishServer(target, form));
  if (!existsSync(built)) {
    throw new Explained(`there is no server at ${built}`);
  }
  await npmCi(client);

  say('Packaging the extension …');
  putServer(target, built);
  if (target !== universal) {
    // The program carries the .NET runtime; its notices lie beside the SDK that built it.
    const notices = path.join(await dotnetRoot(), 'ThirdPartyNotices.txt');
    if (!existsSync(notices)) {
      throw new Explained(`the notices of the .NET runtime are missing: there is no ${notices}`);
    }
    copyFileSync(notices, path.join(client, 'server', 'dotnet-third-party-notices.txt'));
  }
  for (const name of ['LICENSE', 'THIRD-PARTY-NOTICES.txt']) {
    copyFileSync(path.join(root, name), path.join(client, name));
  }
  copyFileSync(path.join(root, 'server', 'CHANGELOG.md'), path.join(client, 'CHANGELOG.md'));
  const binaries = path.join(client, 'node_modules', '.bin');
  await must('bundling', 'npm', ['run', '--silent', 'bundle'], { cwd: client });
  const vsix = path.join(artifacts, `pyframeworks-${target}.vsix`);
  mkdirSync(artifacts, { recursive: true });
  const command = process.platform === 'win32' ? `${binaries}\\vsce.cmd` : path.join(binaries, 'vsce');
  const { repository } = JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8'));
  const pages = repository.url.replace(/\.git$/, '');
  const output = await must('packaging', command, [
    'package', '--no-dependencies',
    // vsce leaves the folder out of account in which the package lies; links of the changelog are seen from the server's.
    '--baseImagesUrl', `${pages}/raw/HEAD/${repository.directory}`, '--baseContentUrl', `${pages}/blob/HEAD/server`,
    ...target === universal ? [] : ['--target', target], '--out', vsix,
  ], { cwd: client, shell: process.platform === 'win32' });
  const warnings = output.split('\n').filter((line) => /\bwarning\b/i.test(line));
  if (warnings.length > 0) {
    throw new Explained(`packaging warns:\n  ${warnings.join('\n  ')}`);
  }
  const wrong = await faults(vsix, target);
  if (wrong.length > 0) {
    throw new Explained(`${path.basename(vsix)} is not as it must be:\n  ${wrong.join('\n  ')}`);
  }
  return vsix;
}

/** Makes every package that can be made here, and says which can't. Returns whether each attempt ended as it may. */
async function packageAll() {
  const made = [];
  const absent = [];
  const failed = [];
  for (const target of [...targets, universal]) {
    let runtime;
    try {
      const attempt = () => packageExtension({ target, runtime });
      const vsix = await attempt().catch((error) => {
        // An older patch of the same runtime is better than no package; it is said below.
        runtime = error instanceof MissingPack ? error.nearest : undefined;
        if (runtime === undefined) {
          throw error;
        }
        return attempt();
      });
      const size = (statSync(vsix).size / 1e6).toFixed(1);
      made.push(`${path.relative(root, vsix)}  ${size} MB${runtime === undefined ? '' : `, with .NET ${runtime}, the newest that the feed has for it`}`);
    } catch (error) {
      if (!(error instanceof Explained)) {
        throw error;
      }
      (error instanceof MissingPack ? absent : failed).push(`${target}: ${error.message}`);
    }
  }
  for (const [title, lines] of [['Made', made], ['Not possible here', absent], ['Failed', failed]]) {
    if (lines.length > 0) {
      say(`\n${title}:\n  ${lines.join('\n  ')}`);
    }
  }
  return failed.length === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({ options: {
      target: { type: 'string' }, server: { type: 'string' }, all: { type: 'boolean', default: false }, native: { type: 'boolean', default: false },
    } });
    const { all, target, server, native: isNative } = values;
    if (isNative && (all || server !== undefined || (target ?? platform().target) !== platform().target)) {
      throw new Explained('--native is for the server of this platform and goes with neither --all nor --server nor another --target');
    }
    if (all) {
      if (target !== undefined || server !== undefined) {
        throw new Explained('--all makes every package and takes neither --target nor --server');
      }
      process.exitCode = await packageAll() ? 0 : 1;
    } else {
      say(path.relative(root, await packageExtension({ target, server, isNative })));
    }
  } catch (error) {
    fail(error);
  }
}
