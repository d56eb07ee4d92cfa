// What a finished package holds, read from the file itself.
import { createRequire } from 'node:module';
import path from 'node:path';
import { client, npmCi, platform, targets } from './common.mjs';

/** First bytes of a program: what it is, and for which processor. ELF and PE name it by number (e_machine, Machine), Mach-O by its CPU type. */
const machines = {
  elf: { x64: 0x3e, arm64: 0xb7, armhf: 0x28 },
  macho: { x64: 0x01000007, arm64: 0x0100000c },
  pe: { x64: 0x8664, arm64: 0xaa64 },
};

/** Name, Unix mode and first bytes of each entry of a package. */
async function entriesOf(file) {
  await npmCi(client);
  const yauzl = createRequire(path.join(client, 'package.json'))('yauzl');
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) {
        reject(error);
        return;
      }
      const entries = new Map();
      zip.on('error', reject);
      zip.on('end', () => { resolve(entries); });
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) {
            reject(failure);
            return;
          }
          const parts = [];
          stream.on('error', reject);
          stream.on('data', (part) => { parts.push(part); });
          stream.on('end', () => {
            entries.set(entry.fileName, { mode: entry.externalFileAttributes >>> 16, bytes: Buffer.concat(parts) });
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}

/** The kind of a program and the number of its processor, or undefined. */
function machineOf(bytes) {
  if (bytes.length < 64) {
    return undefined;
  }
  if (bytes.readUInt32BE(0) === 0x7f454c46) {
    return ['elf', bytes.readUInt16LE(18)];
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    return ['macho', bytes.readUInt32LE(4)];
  }
  const header = bytes.readUInt32LE(60);
  return bytes.toString('latin1', 0, 2) === 'MZ' && bytes.length > header + 6 && bytes.toString('latin1', header, header + 4) === 'PE\0\0'
    ? ['pe', bytes.readUInt16LE(header + 4)] : undefined;
}

/** Whether a program for Linux asks for the loader of musl, which Alpine has and others don't. */
function isMusl(bytes) {
  return bytes.subarray(0, 4096).includes('/lib/ld-musl-');
}

/** What is wrong with a package for a target, one sentence each; nothing where it is as it must be. */
export async function faults(file, target) {
  const entries = await entriesOf(file);
  const manifest = entries.get('extension.vsixmanifest')?.bytes.toString('utf8') ?? '';
  const named = /TargetPlatform="([^"]*)"/.exec(manifest)?.[1];
  const wrong = [];
  for (const name of ['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt', 'THIRD-PARTY-NOTICES.txt', 'dist/extension.js']) {
    if (!entries.has(`extension/${name}`)) {
      wrong.push(`there is no ${name} in it`);
    }
  }
  if (!targets.includes(target)) {
    if (named !== undefined) {
      wrong.push(`its manifest says ${named}, but it is for every platform`);
    }
    for (const name of ['pyframeworks.dll', 'pyframeworks.runtimeconfig.json', 'pyframeworks.deps.json']) {
      if (!entries.has(`extension/server/${name}`)) {
        wrong.push(`there is no server/${name} in it`);
      }
    }
    return wrong;
  }
  if (named !== target) {
    wrong.push(`its manifest says ${named ?? 'every platform'}, not ${target}`);
  }
  const { executable } = platform(target);
  const server = entries.get(`extension/server/${executable}`);
  if (server === undefined) {
    return [...wrong, `there is no server/${executable} in it`];
  }
  const [system, processor] = target.split('-');
  const kind = { win32: 'pe', darwin: 'macho' }[system] ?? 'elf';
  const machine = machineOf(server.bytes);
  if (machine?.[0] !== kind || machine[1] !== machines[kind][processor]) {
    wrong.push(`server/${executable} is no program for ${target}`);
  } else if (kind === 'elf' && isMusl(server.bytes) !== (system === 'alpine')) {
    wrong.push(`server/${executable} is linked with ${system === 'alpine' ? 'glibc, not musl' : 'musl, not glibc'}`);
  }

  // VS Code unpacks with the modes of the package. One that is made on Windows has none; the extension then sets the bit itself.
  if (kind !== 'pe' && process.platform !== 'win32' && (server.mode & 0o111) !== 0o111) {
    wrong.push(`server/${executable} can't be executed`);
  }
  if (!entries.has('extension/server/dotnet-third-party-notices.txt')) {
    wrong.push('the notices of the .NET runtime are missing');
  }
  return wrong;
}
