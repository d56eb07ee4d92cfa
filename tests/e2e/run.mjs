// Runs the journey against a packaged extension: node tests/e2e/run.mjs FILE.vsix [PATTERN]
// With a pattern, only the tests whose names match it run.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { client, fail, sample, say, until } from '../../scripts/common.mjs';
import { added } from './expected.mjs';
import { journey } from './journey.mjs';
import { findBrowser, here, setUp } from './setup.mjs';
import { openBrowser, processesOf, startVSCode, temporaryCopy } from './vscode.mjs';
import { Workbench } from './workbench.mjs';

const results = path.join(here, 'results');

/** Pictures of the README; UPDATE_SCREENSHOTS=1 renews them. */
const published = new Map([
  ['hover-import', 'hover.png'], ['problems', 'problems.png'], ['alternatives', 'alternatives.png'], ['compare-dark', 'compare.png'], ['plan', 'plan.png'], ['report-dark', 'report.png'],
]);

function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

/** Why the journey can't run on this machine, or null. */
export function obstacle() {
  if (process.platform !== 'linux') {
    return 'the end-to-end tests need Linux';
  }
  return findBrowser() === null ? 'Chromium is missing (on Debian: apt-get install chromium fonts-dejavu-core)' : null;
}

/** Reports each test as it ends: name, outcome (passed or failed) and the reason of a failure. */
export async function runJourney(vsix, report, only = /(?:)/) {
  await setUp();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const copy = temporaryCopy(sample);
  let code;
  let browser;
  try {
    // The settings' folder is there from the start: a folder created with its first file may be missed by the watcher.
    mkdirSync(path.join(copy.folder, '.vscode'));
    write(copy.folder, added);
    const settingsFile = path.join(copy.folder, '.vscode', 'settings.json');
    writeFileSync(settingsFile, '{}');
    code = await startVSCode({ vsix, folder: copy.folder, asksForTrust: true });
    browser = await openBrowser(code.address);
    const { page, foreign } = browser;
    const shot = async (name, of = page) => {
      const file = path.join(results, `${name}.png`);
      await of.screenshot({ path: file });
      if (process.env.UPDATE_SCREENSHOTS === '1' && published.has(name)) {
        cpSync(file, path.join(client, 'images', published.get(name)));
      }
    };
    const session = {
      page, foreign, shot, folder: copy.folder, extensions: code.extensions, bench: new Workbench(page),
      settings: (values) => { writeFileSync(settingsFile, JSON.stringify(values)); },
      /** Another window on a workspace file. */
      open: async (workspace) => {
        const other = await browser.open(code.addressOf(workspace));
        const bench = new Workbench(other);
        await bench.ready();
        return { page: other, bench };
      },
      write,
    };
    await session.bench.ready();

    // The window is there before its extensions are; a test that is chosen alone must not begin without its server.
    await until('the extension to start its server', () => processesOf(code.extensions).length === 1, 180_000);
    for (const [index, [name, test]] of journey.filter(([title]) => only.test(title)).entries()) {
      const start = Date.now();
      try {
        await test(session);
        report({ name, outcome: 'passed', milliseconds: Date.now() - start });
      } catch (error) {
        await shot(`failed-${index + 1}`).catch(() => undefined);
        report({ name, outcome: 'failed', reason: error.message, milliseconds: Date.now() - start });
        for (let times = 0; times < 3; times++) {
          await page.keyboard.press('Escape').catch(() => undefined);
        }
        session.settings({});
      }
    }
  } finally {
    await browser?.close();
    await code?.stop();
    copy.dispose();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reason = obstacle();
  if (reason !== null || process.argv[2] === undefined) {
    fail(new Error(reason ?? 'usage: node tests/e2e/run.mjs FILE.vsix'));
  } else {
    await runJourney(path.resolve(process.argv[2]), ({ name, outcome, reason: why, milliseconds }) => {
      say(`${outcome}  ${name} (${milliseconds} ms)${why ? `\n        ${why}` : ''}`);
      process.exitCode ||= outcome === 'failed' ? 1 : 0;
    }, new RegExp(process.argv[3] ?? ''));
  }
}
