// Asks the package feeds for known weaknesses of every package: node scripts/audit.mjs
// Exit codes: 0 nothing is known, 1 something is, 2 a feed gave no answer, which is no "nothing".
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Explained, fail, need, root, run, say } from './common.mjs';

const env = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };

// GHSA-5crp-9r3c-p9vr is about every release before 13.0.1. It tells a feed that knows of weaknesses from one that is silent: dotnet says "no vulnerable packages" of both.
const known = { name: 'Newtonsoft.Json', version: '12.0.3' };

/** Weaknesses that `dotnet list package` names in a project or solution, one a line. */
async function listed(file, cwd) {
  const command = ['list', file, 'package', '--vulnerable', '--include-transitive', '--format', 'json'];
  const { code, output } = await run('dotnet', command, { capture: true, env, cwd });
  let report;
  try {
    report = JSON.parse(output.slice(output.indexOf('{')));
  } catch {
    throw new Explained(`"dotnet ${command.join(' ')}" ended with exit code ${code} and no report\n${output.trim()}`);
  }
  const found = new Set();
  for (const project of report.projects ?? []) {
    for (const framework of project.frameworks ?? []) {
      for (const { id, resolvedVersion, vulnerabilities = [] } of [...framework.topLevelPackages ?? [], ...framework.transitivePackages ?? []]) {
        vulnerabilities.forEach(({ severity, advisoryurl: address }) => { found.add(`${id} ${resolvedVersion}: ${severity.toLowerCase()}, ${address} (${path.basename(project.path, '.csproj')})`); });
      }
    }
  }
  return [...found];
}

/** What the NuGet feed knows of the solution's packages; undefined where it does not answer. */
async function nuget() {
  need('dotnet');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pyframeworks-audit-'));
  try {
    // Restoring what is known to be weak warns of it (NU1903) where the feed knows: here that is the answer that is looked for, not a fault.
    const probe = path.join(folder, 'probe.csproj');
    writeFileSync(probe, `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="${known.name}" Version="${known.version}" NoWarn="NU1903" /></ItemGroup>
</Project>
`);
    const restored = await run('dotnet', ['restore', probe, '--nologo', '-v', 'quiet'], { capture: true, env, cwd: folder });
    if (restored.code !== 0 || (await listed(probe, folder)).length === 0) {
      return undefined;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return listed(path.join(root, 'PyFrameworks.sln'), root);
}

/** What the npm registry knows of the packages of a lock file; undefined where it does not answer. */
async function npm(folder) {
  need('npm');
  const { output } = await run('npm', ['audit', '--package-lock-only', '--json'], { capture: true, cwd: folder });
  let report;
  try {
    report = JSON.parse(/^\{[\s\S]*^\}/m.exec(output)?.[0] ?? '');
  } catch {
    return undefined;
  }
  return report.vulnerabilities && Object.values(report.vulnerabilities).map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
}

/** Folders of the repository with a lock file of npm. */
function npmFolders() {
  return [root, path.join(root, 'tests')]
    .flatMap((folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name)))
    .filter((folder) => readdirSync(folder).includes('package-lock.json'));
}

/** Says what is known, and returns the exit code. */
async function audit() {
  const results = [['PyFrameworks.sln', await nuget()]];
  for (const folder of npmFolders()) {
    results.push([path.relative(root, folder), await npm(folder)]);
  }
  for (const [what, found] of results) {
    say(found === undefined ? `${what}: no answer; the feed tells nothing of weaknesses`
      : found.length === 0 ? `${what}: nothing is known` : `${what}: ${found.length} known\n  ${found.join('\n  ')}`);
  }
  return results.some(([, found]) => found?.length > 0) ? 1 : results.some(([, found]) => found === undefined) ? 2 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await audit();
  } catch (error) {
    fail(error);
  }
}
