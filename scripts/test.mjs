// Runs all tests and ends with the sum: N passed, N failed, N skipped.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run as runTests } from 'node:test';
import { packageExtension, publishServer } from './build.mjs';
import { artifacts, client, fail, has, must, need, npmCi, platform, root, run, say } from './common.mjs';

const sum = { passed: 0, failed: 0, skipped: 0 };
const names = { failed: [], skipped: [] };

function count(outcome, name, reason) {
  sum[outcome] += 1;
  names[outcome]?.push(reason ? `${name}: ${reason}` : name);
}

/** A step that counts as one test: it passes when the command ends with 0. */
async function step(name, command, args, options = {}) {
  say(`\n== ${name}`);
  const { code, output } = await run(command, args, { capture: true, ...options });
  if (code !== 0) {
    process.stdout.write(output);
  }
  count(code === 0 ? 'passed' : 'failed', name, code === 0 ? undefined : `"${command} ${args.join(' ')}" ended with exit code ${code}`);
  return code === 0;
}

/** Reads the result files of `dotnet test`: one entry a test, with its reason where it was skipped. */
function countTrx(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.trx'));
  for (const file of files) {
    const xml = readFileSync(path.join(folder, file), 'utf8');
    for (const match of xml.matchAll(/<UnitTestResult\b([^>]*?)(\/>|>([\s\S]*?)<\/UnitTestResult>)/g)) {
      const attribute = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(match[1])?.[1] ?? '';
      const message = /<(?:Message|StdOut)>([\s\S]*?)<\/(?:Message|StdOut)>/.exec(match[3] ?? '')?.[1]?.split('\n')[0];
      const outcome = { Passed: 'passed', Failed: 'failed' }[attribute('outcome')] ?? 'skipped';
      count(outcome, attribute('testName'), outcome === 'passed' ? undefined : message);
    }
  }
  return files.length;
}

async function dotnetTests() {
  const results = path.join(artifacts, 'test-results');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  await step('locks: the packages are those that were read', process.execPath, ['scripts/locks.mjs']);
  if (!await step('dotnet build', 'dotnet', ['build', 'PyFrameworks.sln', '--nologo', '-v', 'q'])) {
    return;
  }
  await step('dotnet format', 'dotnet', ['format', 'PyFrameworks.sln', '--verify-no-changes', '--no-restore']);
  await step('counts: no more is read and allocated than should be', 'dotnet', ['run', '--no-build', '--project', 'tests/PyFrameworks.Benchmarks', '--', 'counts']);
  say('\n== dotnet test');
  const { code } = await run('dotnet', ['test', 'PyFrameworks.sln', '--no-build', '--nologo', '-v', 'q', '--logger', 'trx', '--results-directory', results]);
  const projects = readdirSync(path.join(root, 'tests')).filter((name) => name.endsWith('.Tests')).length;
  const before = sum.failed;
  const found = countTrx(results);

  // A project that crashes leaves no result file; it must not pass for a quiet one.
  if (found < projects || (code !== 0 && sum.failed === before)) {
    count('failed', 'dotnet test', `${found} of ${projects} test projects reported, exit code ${code}`);
  }
}

async function clientTests() {
  await npmCi(client);
  await step('notices: what ships has its licence', process.execPath, ['scripts/notices.mjs', '--check']);
  for (const name of ['lint', 'check', 'test:unit']) {
    await step(`client: ${name}`, 'npm', ['run', '--silent', name], { cwd: client });
  }
}

let published;

/** The program as users get it; the parts that need it share one. */
async function server() {
  published ??= process.env.PYFRAMEWORKS_SERVER ?? await publishServer(platform().target);
  return published;
}

/** Runs files of node:test against the published program and counts their tests. */
async function nodeTests(what, files) {
  const before = process.env.PYFRAMEWORKS_SERVER;
  process.env.PYFRAMEWORKS_SERVER = await server();
  const start = sum.passed + sum.failed + sum.skipped;
  try {
    await new Promise((resolve) => {
      const tests = runTests({ files, concurrency: 1 });
      const note = (passed) => ({ name, details, skip, todo }) => {
        // A file is an event of its own; it counts only when it fails without a test of it having failed.
        if (files.includes(name) && (passed || details.error?.failureType === 'subtestsFailed')) {
          return;
        }
        const reason = typeof skip === 'string' ? skip : details.error?.cause?.message ?? details.error?.message;
        const outcome = skip !== undefined || todo !== undefined ? 'skipped' : passed ? 'passed' : 'failed';
        say(`${outcome}  ${name} (${Math.round(details.duration_ms)} ms)${outcome === 'passed' ? '' : `\n        ${reason}`}`);
        count(outcome, `${what}: ${name}`, outcome === 'passed' ? undefined : reason);
      };
      tests.on('test:pass', note(true)).on('test:fail', note(false)).on('test:stderr', ({ message }) => { process.stderr.write(message); })
        .on('end', resolve).resume();
    });
    if (sum.passed + sum.failed + sum.skipped === start) {
      count('failed', what, 'no test was reported');
    }
  } finally {
    if (before === undefined) {
      delete process.env.PYFRAMEWORKS_SERVER;
    }
  }
}

async function conformance() {
  say('\n== the protocol, by a client that is not ours');
  const folder = path.join(root, 'tests', 'conformance');
  await npmCi(folder);
  await nodeTests('protocol', [path.join(folder, 'conformance.test.mjs')]);
}

async function editors() {
  say('\n== Neovim, Emacs and Kate');
  await nodeTests('editors', [path.join(root, 'tests', 'editors', 'editors.test.mjs')]);
}

async function tool() {
  say('\n== the program as a .NET tool, and in shells');
  await nodeTests('tool', ['tool.test.mjs', 'scripts.test.mjs'].map((name) => path.join(root, 'tests', 'tool', name)));
}

async function endToEnd() {
  say('\n== end to end, in a real VS Code');
  const { obstacle, runJourney } = await import('../tests/e2e/run.mjs');
  const { journey } = await import('../tests/e2e/journey.mjs');
  if (process.platform === 'linux' && process.getuid() === 0 && has('apt-get') && !has('chromium')) {
    say('Installing Chromium …');
    await must('apt-get update', 'apt-get', ['update']);
    await must('apt-get install', 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  }
  const reason = obstacle();
  if (reason !== null) {
    say(`skipped: ${reason}`);
    journey.forEach(([name]) => count('skipped', `end to end: ${name}`, reason));
    return;
  }
  const vsix = await packageExtension({ server: await server() });
  await runJourney(vsix, ({ name, outcome, reason: why, milliseconds }) => {
    say(`${outcome}  ${name} (${milliseconds} ms)${why ? `\n        ${why}` : ''}`);
    count(outcome, `end to end: ${name}`, why);
  });
}

try {
  need('dotnet', 'npm');
  for (const part of [dotnetTests, clientTests, conformance, editors, tool, endToEnd]) {
    try {
      await part();
    } catch (error) {
      count('failed', part.name, error.message);
    }
  }
} catch (error) {
  fail(error);
  count('failed', 'set-up', error.message);
}
for (const kind of ['skipped', 'failed']) {
  if (names[kind].length > 0) {
    say(`\n${kind}:\n${names[kind].map((name) => `  ${name}`).join('\n')}`);
  }
}
process.exitCode = sum.failed > 0 ? 1 : 0;
say(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
