// Builds the extension and opens it on the sample: in the user's VS Code, else in a browser workbench; --terminal prints `check` instead.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension, publishServer } from './build.mjs';
import { Explained, fail, has, must, need, platform, run, sample, say } from './common.mjs';

async function terminal() {
  const server = await publishServer(platform().target);
  say(`\n${path.basename(server)} check ${sample}\n`);
  await run(server, ['check', sample, '--fail-on', 'never']);
}

async function workbench(vsix) {
  const { setUp } = await import('../tests/e2e/setup.mjs');
  const { startVSCode, temporaryCopy } = await import('../tests/e2e/vscode.mjs');
  say('No "code" on PATH: setting up VS Code in the browser (about a minute the first time) …');
  await setUp();
  const copy = temporaryCopy(sample);
  const code = await startVSCode({ vsix, folder: copy.folder });
  say(`\nOpen ${code.address}\nHover "Flask" in requirements.txt; run "PyFrameworks: Suggest Alternative Framework". Ctrl+C ends it.`);
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await code.stop();
  copy.dispose();
}

try {
  const { values } = parseArgs({ options: { terminal: { type: 'boolean', default: false } } });
  need('dotnet', 'npm');
  if (values.terminal) {
    await terminal();
  } else {
    const vsix = await packageExtension();
    if (has('code')) {
      await must('installing the extension', 'code', ['--install-extension', vsix, '--force']);
      await must('opening VS Code', 'code', [sample]);
      say(`Installed ${path.basename(vsix)} in your VS Code and opened ${sample}.`);
    } else {
      await workbench(vsix).catch(async (error) => {
        if (!(error instanceof Explained)) {
          throw error;
        }
        say(`The browser workbench can't run here (${error.message}); the terminal shows the same findings.`);
        await terminal();
      });
    }
  }
} catch (error) {
  fail(error);
}
