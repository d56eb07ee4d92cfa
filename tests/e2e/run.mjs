// Runs the journey against a packaged extension: node tests/e2e/run.mjs FILE.vsix
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { client, fail, sample, say } from '../../scripts/common.mjs';
import { journey } from './journey.mjs';
import { findBrowser, here, setUp } from './setup.mjs';
import { openBrowser, startVSCode, temporaryCopy } from './vscode.mjs';
import { Workbench } from './workbench.mjs';

const results = path.join(here, 'results');

/** Pictures of the README; UPDATE_SCREENSHOTS=1 renews them. */
const published = new Map([['hover-import', 'hover.png'], ['alternatives', 'alternatives.png']]);

/** Why the journey can't run on this machine, or null. */
export function obstacle() {
  if (process.platform !== 'linux') {
    return 'the end-to-end tests need Linux';
  }
  return findBrowser() === null ? 'Chromium is missing (on Debian: apt-get install chromium fonts-dejavu-core)' : null;
}

/** Reports each test as it ends: name, outcome (passed or failed) and the reason of a failure. */
export async function runJourney(vsix, report) {
  await setUp();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const copy = temporaryCopy(sample);
  let code;
  let browser;
  try {
    // The settings' folder is there from the start: a folder created with its first file may be missed by the watcher.
    mkdirSync(path.join(copy.folder, '.vscode'));
    const settingsFile = path.join(copy.folder, '.vscode', 'settings.json');
    writeFileSync(settingsFile, '{}');
    code = await startVSCode({ vsix, folder: copy.folder });
    browser = await openBrowser(code.address);
    const { page, foreign } = browser;
    const shot = async (name) => {
      const file = path.join(results, `${name}.png`);
      await page.screenshot({ path: file });
      if (process.env.UPDATE_SCREENSHOTS === '1' && published.has(name)) {
        cpSync(file, path.join(client, 'images', published.get(name)));
      }
    };
    const session = {
      page, foreign, shot, folder: copy.folder, extensions: code.extensions, bench: new Workbench(page),
      settings: (values) => { writeFileSync(settingsFile, JSON.stringify(values)); },
    };
    await session.bench.ready();
    for (const [index, [name, test]] of journey.entries()) {
      const start = Date.now();
      try {
        await test(session);
        report({ name, outcome: 'passed', milliseconds: Date.now() - start });
      } catch (error) {
        await shot(`failed-${index + 1}`).catch(() => undefined);
        report({ name, outcome: 'failed', reason: error.message, milliseconds: Date.now() - start });
        await page.keyboard.press('Escape').catch(() => undefined);
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
    });
  }
}
