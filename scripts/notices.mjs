// Writes THIRD-PARTY-NOTICES.txt: the licence of everything that the program and the extension ship with.
//   node scripts/notices.mjs [--check]
// --check writes nothing and fails where the file is not what would be written. The server has to be restored and the client installed.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { artifacts, client, Explained, fail, must, npmCi, root, say } from './common.mjs';

const file = path.join(root, 'THIRD-PARTY-NOTICES.txt');
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR
A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN
ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The packages whose assemblies the program is published with: name, version, licence and text. */
function nugetPackages() {
  const project = path.join(root, 'server', 'PyFrameworks.Cli');
  const assets = path.join(project, 'obj', 'project.assets.json');
  if (!existsSync(assets)) {
    throw new Explained(`${path.relative(root, assets)} is missing; run "dotnet restore server/PyFrameworks.Cli" first`);
  }
  const { libraries, packageFolders, targets } = JSON.parse(readFileSync(assets, 'utf8'));
  const target = Object.entries(targets).find(([name]) => !name.includes('/'))[1];
  return Object.entries(target)
    .filter(([, library]) => library.type === 'package' && Object.keys(library.runtime ?? {}).some((name) => name.endsWith('.dll')))
    .map(([key]) => {
      const [name, version] = key.split('/');
      const folder = Object.keys(packageFolders).map((base) => path.join(base, libraries[key].path)).find(existsSync);
      const nuspec = readFileSync(path.join(folder, `${name.toLowerCase()}.nuspec`), 'utf8');
      const value = (tag) => new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(nuspec)?.[1].trim();
      const licence = value('license');
      if (licence !== 'MIT') {
        throw new Explained(`${name} has the licence ${licence}; scripts/notices.mjs holds no text of it yet`);
      }
      const named = value('copyright') ?? value('authors');
      const holder = /copyright|©/i.test(named) ? named : `Copyright (c) ${named}`;
      return { name, version, licence, from: value('projectUrl') ?? '', text: `${holder}\n\n${mit}` };
    });
}

/** The npm packages that stand in the bundle of the extension. */
async function npmPackages() {
  await npmCi(client);
  const metafile = path.join(artifacts, 'bundle.json');
  mkdirSync(artifacts, { recursive: true });
  const { scripts } = JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8'));
  const args = scripts.bundle.split(' ').slice(1).filter((arg) => !arg.startsWith('--outfile'));
  const esbuild = path.join(client, 'node_modules', '.bin', process.platform === 'win32' ? 'esbuild.cmd' : 'esbuild');
  await must('bundling', esbuild, [...args, `--metafile=${metafile}`, `--outfile=${path.join(artifacts, 'bundle.js')}`], { cwd: client, shell: process.platform === 'win32' });
  const inputs = Object.keys(JSON.parse(readFileSync(metafile, 'utf8')).inputs);
  const folders = new Set(inputs.map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean));
  return [...folders].map((folder) => {
    const full = path.join(client, folder);
    const { name, version, license, homepage, repository } = JSON.parse(readFileSync(path.join(full, 'package.json'), 'utf8'));
    const licence = readdirSync(full).find((entry) => /^licen[cs]e/i.test(entry));
    if (licence === undefined) {
      throw new Explained(`${name} ${version} comes without its licence's text`);
    }
    return { name, version, licence: license, from: homepage ?? repository?.url ?? '', text: readFileSync(path.join(full, licence), 'utf8') };
  });
}

/** The text of the file. */
async function notices() {
  const packages = [
    {
      name: '.NET runtime',
      version: '10',
      licence: 'MIT',
      from: 'https://github.com/dotnet/runtime',
      text: `Copyright (c) .NET Foundation and Contributors\n\n${mit}\n\nThe runtime holds parts of others; their notices lie beside the program in the extension, as dotnet-third-party-notices.txt.`,
    },
    ...nugetPackages(),
    ...await npmPackages(),
  ].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const line = '-'.repeat(80);
  const head = 'PyFrameworks ships with parts of others, under the licences below. Written by scripts/notices.mjs.\n\n';
  const list = packages.map(({ name, version, licence }) => `  ${name} ${version} (${licence})\n`).join('');
  const texts = packages.map(({ name, version, from, text }) => `\n${line}\n${name} ${version}\n${from}\n\n${text.replace(/\r\n/g, '\n').replace(/[ \t]+$/gm, '').trim()}\n`).join('');
  return head + list + texts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
    const wanted = await notices();
    if (!values.check) {
      writeFileSync(file, wanted);
    } else if (!existsSync(file) || readFileSync(file, 'utf8').replace(/\r\n/g, '\n') !== wanted) {
      throw new Explained('THIRD-PARTY-NOTICES.txt is not what ships; run "node scripts/notices.mjs" and read the difference');
    }
    say(`${wanted.split('\n').filter((text) => text.startsWith('  ')).length} notices`);
  } catch (error) {
    fail(error);
  }
}
