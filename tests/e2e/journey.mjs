// What a user does with the extension, read from the screen of a real VS Code. Each entry is one test; they run in order,
// in one session, and each leaves the files as it found them.
import assert from 'node:assert/strict';
import { readFileSync, readlinkSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { until } from '../../scripts/common.mjs';
import { added, alternatives, findings, hover, replace, second, source, status, supported, suppress, views } from './expected.mjs';
import { processesOf } from './vscode.mjs';

/** 1-based line and column of the first place of a text in a file of the sample. */
function place(session, file, text) {
  const lines = readFileSync(path.join(session.folder, file), 'utf8').split('\n');
  const line = lines.findIndex((candidate) => candidate.includes(text));
  assert.notEqual(line, -1, `the sample's ${file} holds no "${text}"`);
  return { line: line + 1, column: lines[line].indexOf(text) + 1 };
}

function row(rows, { code, message }, line) {
  return rows.find((text) => text.includes(code) && message.test(text) && (line === undefined || text.includes(`Ln ${line},`) || text.includes(`line ${line} `)));
}

async function problem(session, finding) {
  const { line } = place(session, 'requirements.txt', finding.text);
  return until(`${finding.code} in the Problems panel`, async () => row(await session.bench.problems(), finding, line));
}

async function noProblem(session, finding) {
  await until(`${finding.code} to leave the Problems panel`, async () => !row(await session.bench.problems(), finding));
}

async function statusItem(session, pattern) {
  return until(`the status bar to show ${pattern}`, async () => (await session.bench.status()).some((text) => pattern.test(text)));
}

function servers(session) {
  return processesOf(session.extensions);
}

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast', 'contrast-light': 'Default High Contrast Light' };
const themeClasses = { dark: '.vs-dark', light: '.vs', contrast: '.hc-black', 'contrast-light': '.hc-light' };

/** Takes a picture of a page in every theme, and holds its text to a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3) on the editor's own ground. */
async function inEveryTheme(session, name, pattern) {
  await session.bench.hidePanel();
  for (const [theme, id] of Object.entries(themes)) {
    await session.settings({ 'workbench.colorTheme': id });
    await session.page.locator(`.monaco-workbench${themeClasses[theme]}`).waitFor();
    const frame = await session.bench.view(pattern);
    let faint;
    await until(`the page in ${id}`, async () => {
      const look = await frame.evaluate(contrasts);
      faint = look.faint;
      return look.ground === look.editor && faint.length === 0;
    }).catch((error) => { throw new Error(`${error.message}; faint: ${JSON.stringify(faint)}`); });
    await session.shot(`${name}-${theme}`);
  }
  await session.settings({});
  await session.page.locator(`.monaco-workbench${themeClasses.dark}`).waitFor();
}

/** Runs in the page: its ground, the editor's, and every text that is too faint. */
function contrasts() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const rgb = (colour) => {
    const probe = document.createElement('span');
    probe.style.color = colour;
    document.body.append(probe);
    const computed = getComputedStyle(probe).color;
    probe.remove();
    return computed;
  };
  const luminance = (colour) => channels(colour).slice(0, 3)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = getComputedStyle(document.body).backgroundColor;
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const [, , , alpha = 1] = channels(colour);
      // A wash that lets the ground through is close to it.
      if (alpha === 1) {
        return colour;
      }
    }
    return ground;
  };
  const faint = [...document.querySelectorAll('h1, h2, h3, p, a, b, code, small, span, th, td, caption, svg text')].filter((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
    if (!own) {
      return false;
    }
    const style = getComputedStyle(element);
    const [text, behind] = [luminance(element.matches('svg text') ? style.fill : style.color), luminance(groundOf(element))];
    return (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05) < 4.5;
  });
  return {
    ground, editor: rgb('var(--vscode-editor-background)'),
    faint: faint.slice(0, 5).map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`),
  };
}

/** Chooses the first row that a text leaves in a quick pick. */
async function choose(session, text) {
  await until(`${text} in the list`, async () => (await session.bench.rows()).some((row_) => row_.includes(text)));
  await session.page.keyboard.insertText(text);
  await until(`${text} alone in the list`, async () => {
    const rows = await session.bench.rows();
    return rows.length > 0 && rows[0].includes(text) && rows.length < 6;
  });
  await session.bench.press('Enter');
}

/** Checks that a page runs no script and takes nothing from elsewhere. */
async function isStatic(frame) {
  const page = await frame.evaluate(() => ({
    scripts: document.querySelectorAll('script').length,
    policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '',
    outside: document.querySelectorAll('img, iframe, object, embed, link, form').length,
  }));
  assert.equal(page.outside, 0);
  assert.match(page.policy, /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/);
  assert.equal(page.scripts, 0);
}

export const journey = [
  ['In Restricted Mode the bundled server runs, and no server of the workspace', async (session) => {
    await session.settings({ 'pyframeworks.server.path': '/nowhere/pyframeworks' });
    await session.bench.open('requirements.txt');
    await problem(session, findings.endOfLife);
    await until('the word in the status bar', async () => (await session.bench.status()).some((text) => text.includes('Restricted Mode')));
    assert.equal(servers(session).length, 1);
    assert.deepEqual(await session.bench.texts('.notification-list-item'), []);
    await session.shot('restricted');
    await session.settings({});
  }],

  ['Trust that is granted later starts the server anew', async (session) => {
    const [before] = servers(session);
    await session.bench.command('Workspaces: Manage Workspace Trust');
    await session.page.locator('.workspace-trust-editor .monaco-button').filter({ hasText: /^Trust$/ }).first().click();
    await until('a trusted window', async () => !(await session.bench.status()).some((text) => text.includes('Restricted Mode')));
    await until('a new server alone', () => servers(session).length === 1 && servers(session)[0] !== before);
    await session.bench.command('View: Close Editor');
    await session.bench.open('requirements.txt');
    await problem(session, findings.endOfLife);
  }],

  ['The Problems panel lists findings with code, severity, place and message', async (session) => {
    await session.bench.open('requirements.txt');
    await problem(session, findings.wrongServer);
    const text = await problem(session, findings.endOfLife);
    assert.match(text, /warning/i);
    assert.ok(text.includes(source), `the row names its source: ${text}`);
    await session.shot('problems');
  }],

  ['Hover on a requirement names the framework', async (session) => {
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', 'Flask==');
    const text = await session.bench.hover(line, column + 2, hover.flask);
    assert.match(text, /Suggest alternatives/i);
    await session.shot('hover-requirements');
  }],

  ['Hover on a dependency in pyproject.toml names the framework', async (session) => {
    await session.bench.open('status-page/pyproject.toml');
    const { line, column } = place(session, 'status-page/pyproject.toml', 'flask>=');
    await session.bench.hover(line, column + 2, hover.flask);
    await session.shot('hover-pyproject');
  }],

  ['Hover on a dependency in a Pipfile names the framework', async (session) => {
    await session.bench.open('worker/Pipfile');
    const { line, column } = place(session, 'worker/Pipfile', 'flask =');
    await session.bench.hover(line, column + 2, hover.flask);
  }],

  ['The status bar shows the framework of the innermost project', async (session) => {
    await session.bench.open('status-page/status.py');
    await statusItem(session, status.statusPage);
    await session.bench.open('app.py');
    await statusItem(session, status.shop);
  }],

  ['Hover on an import names the framework', async (session) => {
    await session.bench.open('app.py');
    const { line, column } = place(session, 'app.py', 'flask import Flask');
    await session.bench.hover(line, column + 2, hover.flask);
    await session.shot('hover-import');
  }],

  ['Suggest Alternative Framework ranks alternatives with reasons', async (session) => {
    await session.bench.open('requirements.txt');
    await session.bench.command('PyFrameworks: Suggest Alternative Framework');
    const rows = await until('the ranked list', async () => {
      const list = await session.bench.rows();
      return list.some((text) => alternatives.verdict.test(text)) && list;
    });
    assert.match(rows[0], alternatives.verdict);
    for (const name of alternatives.names) {
      assert.ok(rows.some((text) => text.includes(name)), `${name} is missing: ${rows.join(' | ')}`);
    }
    assert.ok(rows.some((text) => /\d+ % fit/.test(text)), 'a row shows its score');
    await session.shot('alternatives');
    await session.bench.press('Escape');
  }],

  ['Choosing an alternative opens the comparison, in the colours of each theme', async (session) => {
    await session.bench.open('requirements.txt');
    await session.bench.command('PyFrameworks: Suggest Alternative Framework');
    await choose(session, alternatives.choose);
    const frame = await session.bench.view(views.compare);
    assert.match(await frame.evaluate(() => document.body.innerText), views.chart);
    await isStatic(frame);
    await inEveryTheme(session, 'compare', views.compare);
  }],

  ['The comparison leads by keyboard to the migration plan, and the plan to the code', async (session) => {
    const frame = await session.bench.view(views.compare);
    await frame.locator('h1').click();
    await until('the focus on the link', async () => {
      await session.bench.press('Tab');
      return frame.evaluate((title) => document.activeElement?.textContent === title, views.planLink);
    });
    await session.bench.press('Enter');
    const plan = await session.bench.view(views.plan);
    await isStatic(plan);
    await session.shot('plan');
    const link = plan.locator('a').filter({ hasText: /^app\.py:\d+$/ }).first();
    const line = Number((await link.textContent()).split(':')[1]);
    await link.click();
    await session.bench.shows('app.py', line);
    await session.bench.command('View: Close All Editors');
  }],

  ['The plan is to be had as a text', async (session) => {
    await session.bench.open('app.py');
    await session.bench.command('PyFrameworks: Show Migration Plan');
    await choose(session, 'Django');
    await (await session.bench.view(views.plan)).locator('a').filter({ hasText: 'Open as Markdown' }).click();
    await until('the text', async () => (await session.bench.lines())[0] === '# From Flask to Django');
    await session.bench.command('View: Close All Editors');
  }],

  ['Compare Frameworks sets the chosen ones side by side', async (session) => {
    await session.bench.open('requirements.txt');
    await session.bench.command('PyFrameworks: Compare Frameworks');
    const rows = await until('the list', async () => {
      const list = await session.bench.rows();
      return list.some((text) => text.includes('Flask')) && list;
    });
    assert.match(rows[0], /^Flask/);
    await session.page.keyboard.insertText('Quart');
    const quart = session.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: /^Quart/ }).first();
    await quart.locator('.label-name').first().click();
    await session.page.locator('.quick-input-widget .quick-input-box input').fill('');
    await session.bench.press('Enter');
    const frame = await session.bench.view(/Flask and Quart side by side/);
    assert.match(await frame.evaluate(() => document.body.innerText), /in use/);
    await session.bench.command('View: Close All Editors');
  }],

  ['Show Migration Plan asks for the target', async (session) => {
    await session.bench.open('requirements.txt');
    await session.bench.command('PyFrameworks: Show Migration Plan');
    await choose(session, 'Quart');
    await session.bench.view(/From Flask to Quart/);
    await session.bench.command('View: Close All Editors');
  }],

  ['Show Project Report opens a page whose places lead to the files', async (session) => {
    await session.bench.open('app.py');
    await session.bench.command('PyFrameworks: Show Project Report');
    const frame = await session.bench.view(views.report);
    await isStatic(frame);
    await inEveryTheme(session, 'report', views.report);
    const { line } = place(session, 'requirements.txt', findings.endOfLife.text);
    await (await session.bench.view(views.report)).locator('a').filter({ hasText: new RegExp(`^requirements\\.txt:${line}$`) }).first().click();
    await session.bench.shows('requirements.txt', line);
    await session.bench.command('View: Close All Editors');
  }],

  ['Explain Rule shows the page of a rule', async (session) => {
    await session.bench.command('PyFrameworks: Explain Rule');
    await choose(session, 'PF101');
    await session.bench.view(views.rule);
    await session.shot('rule');
    await session.bench.command('View: Close All Editors');
  }],

  ['A link in the hover opens the list of alternatives', async (session) => {
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', 'Flask==');
    await session.bench.hover(line, column + 2, hover.flask);
    await session.page.locator('.monaco-hover a').filter({ hasText: /Suggest alternatives/i }).first().click();
    await until('the ranked list', async () => (await session.bench.rows()).some((text) => alternatives.verdict.test(text)));
    await session.bench.press('Escape');
  }],

  ['Editing the requirement updates the Problems panel at once', async (session) => {
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', '==2.2.5');
    await problem(session, findings.endOfLife);
    await session.bench.goTo(line, column);
    await session.bench.press('Shift+End');
    await session.page.keyboard.insertText(supported);
    await noProblem(session, findings.endOfLife);
    await session.bench.open('requirements.txt');
    await session.bench.press('Control+z');
    await problem(session, findings.endOfLife);
    await session.bench.command('File: Revert File');
  }],

  ['The lightbulb suppresses a finding with a comment', async (session) => {
    await session.bench.open('requirements.txt');
    const { code, text } = findings.endOfLife;
    const file = path.join(session.folder, 'requirements.txt');
    const before = readFileSync(file, 'utf8');
    await problem(session, findings.endOfLife);
    const { line, column } = place(session, 'requirements.txt', text);
    await session.bench.goTo(line, column + text.indexOf('=') + 1);
    await session.bench.quickFix(suppress.title(code));
    await noProblem(session, findings.endOfLife);
    await session.bench.command('File: Save');
    await until('the comment in the file', () => readFileSync(file, 'utf8').includes(suppress.comment(code)));
    const changed = readFileSync(file, 'utf8').split('\n')[line - 1];
    assert.equal(changed, `${text}  ${suppress.comment(code)}`);
    await session.shot('suppressed');
    await session.bench.open('requirements.txt');
    await session.bench.press('Control+z');
    await session.bench.command('File: Save');
    await until('the file as it was', () => readFileSync(file, 'utf8') === before);
    await problem(session, findings.endOfLife);
  }],

  ['The lightbulb writes another framework into the manifest', async (session) => {
    await session.bench.open('requirements.txt');
    const file = path.join(session.folder, 'requirements.txt');
    const before = readFileSync(file, 'utf8');
    const { line, column } = place(session, 'requirements.txt', findings.endOfLife.text);
    await session.bench.goTo(line, column + 2);
    await session.bench.quickFix(replace.title);
    await session.bench.command('File: Save');
    await until('the other framework in the file', () => replace.line.test(readFileSync(file, 'utf8').split('\n')[line - 1]));
    assert.deepEqual(readFileSync(file, 'utf8').split('\n').toSpliced(line - 1, 1), before.split('\n').toSpliced(line - 1, 1));
    await session.bench.open('requirements.txt');
    await session.bench.press('Control+z');
    await session.bench.command('File: Save');
    await until('the file as it was', () => readFileSync(file, 'utf8') === before);
    await problem(session, findings.endOfLife);
  }],

  ['The lightbulb explains the rule', async (session) => {
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', findings.endOfLife.text);
    await session.bench.goTo(line, column + findings.endOfLife.text.indexOf('=') + 1);
    await session.bench.quickFix(/^Explain PF101$/);
    await session.bench.view(views.rule);
    await session.bench.command('View: Close All Editors');
  }],

  ['Completion in a manifest offers what the catalog knows', async (session) => {
    await session.bench.open('requirements.txt');
    const lines = readFileSync(path.join(session.folder, 'requirements.txt'), 'utf8').split('\n');
    await session.bench.goTo(lines.length, 1);
    await session.page.keyboard.insertText('fastap');
    const rows = '.suggest-widget.visible .monaco-list-row';
    await until('FastAPI among the proposals', async () => {
      await session.bench.press('Escape', 'Control+Space');
      return until('the proposals', async () => (await session.bench.texts(rows)).some((text) => /^fastapi/i.test(text)), 3_000).catch(() => false);
    });
    await session.shot('completion');
    await session.bench.press('Enter');
    await until('the name in the line', async () => (await session.bench.lines()).some((text) => text === 'fastapi'));
    await session.bench.press('Escape');
    await session.bench.command('File: Revert File');
  }],

  ['The code lens leads to the alternatives', async (session) => {
    await session.bench.open('requirements.txt');
    const lens = session.page.locator('.codelens-decoration a').filter({ hasText: 'Suggest alternatives' }).first();
    await lens.waitFor();
    await lens.click();
    await until('the ranked list', async () => (await session.bench.rows()).some((text) => alternatives.verdict.test(text)));
    await session.bench.press('Escape');
  }],

  ['The definition of an included file is the file', async (session) => {
    await session.bench.open('requirements/dev.in');
    await session.bench.goTo(1, added['requirements/dev.in'].indexOf('requirements') + 3);
    await until('the included file', async () => {
      await session.bench.press('F12');
      return until('its editor', () => session.page.locator('.editor-group-container.active .tab.active[data-resource-name="requirements.txt"]').isVisible(), 3_000).catch(() => false);
    });
    await session.bench.command('View: Close All Editors');
  }],

  ['References of a dependency are its imports', async (session) => {
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', findings.endOfLife.text);
    const target = place(session, 'app.py', 'from flask import');
    await session.bench.goTo(line, column + 2);
    await session.bench.press('Shift+F12');
    await session.bench.shows('app.py', target.line);
    await session.bench.command('View: Close All Editors');
  }],

  ['Settings take effect without a reload', async (session) => {
    const before = servers(session);
    await session.bench.open('requirements.txt');
    await problem(session, findings.endOfLife);
    const lens = session.page.locator('.codelens-decoration a').filter({ hasText: 'Suggest alternatives' }).first();
    await lens.waitFor();
    await session.settings({ 'pyframeworks.rules': { PF101: 'off' }, 'pyframeworks.codeLens.enable': false });
    await noProblem(session, findings.endOfLife);
    await lens.waitFor({ state: 'hidden' });
    await session.settings({});
    await problem(session, findings.endOfLife);
    await lens.waitFor();
    assert.deepEqual(servers(session), before);
  }],

  ['A server that is killed comes back and knows the text that is not saved', async (session) => {
    const before = servers(session);
    assert.equal(before.length, 1, `one server runs, not ${before.length}`);
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', '==2.2.5');
    await session.bench.goTo(line, column);
    await session.bench.press('Shift+End');
    await session.page.keyboard.insertText(supported);
    await noProblem(session, findings.endOfLife);
    process.kill(before[0], 'SIGKILL');
    await until('a new server', () => servers(session).length === 1 && servers(session)[0] !== before[0]);
    await session.bench.open('requirements.txt');
    await session.bench.hover(line, column - 2, hover.flask);
    await problem(session, findings.wrongServer);
    await noProblem(session, findings.endOfLife);
    await session.bench.open('requirements.txt');
    await session.bench.press('Control+z');
    await problem(session, findings.endOfLife);
    await session.bench.command('File: Revert File');
  }],

  ['Restart Server starts a new process that answers', async (session) => {
    const [before] = servers(session);
    assert.ok(before, 'a server runs');
    await session.bench.command('PyFrameworks: Restart Server');
    await until('a new server alone', () => servers(session).length === 1 && servers(session)[0] !== before);
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', 'Flask==');
    await session.bench.hover(line, column + 2, hover.flask);
  }],

  ['Restart Server while a killed server is on its way back leaves one of them', async (session) => {
    await session.bench.problems();
    const [killed] = servers(session);
    process.kill(killed, 'SIGKILL');
    const [second] = await until('a server on its way back', () => servers(session).some((id) => id !== killed) && servers(session).filter((id) => id !== killed));

    // Held, so that it is still starting when the command is run; the log is shown by the same host, after it.
    process.kill(second, 'SIGSTOP');
    await session.bench.command('PyFrameworks: Restart Server');
    await session.bench.command('PyFrameworks: Show Server Log');
    await session.page.locator('.markers-panel').first().waitFor({ state: 'hidden' });
    process.kill(second, 'SIGCONT');
    await until('a new server alone', () => servers(session).length === 1 && ![killed, second].includes(servers(session)[0]));
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', 'Flask==');
    await session.bench.hover(line, column + 2, hover.flask);
    assert.deepEqual(await session.bench.texts('.notification-list-item'), []);
  }],

  ['Turning the extension off stops the server and clears its findings', async (session) => {
    const file = path.join(session.folder, '.vscode', 'settings.json');
    await session.settings({ 'pyframeworks.enable': false });
    await until('no server', () => servers(session).length === 0);
    await noProblem(session, findings.endOfLife);
    await session.settings({});
    await until('a server', () => servers(session).length === 1);
    await problem(session, findings.endOfLife);
    assert.equal(readFileSync(file, 'utf8'), '{}');
  }],

  ['A server path that does not exist is explained', async (session) => {
    await session.settings({ 'pyframeworks.server.path': '/nowhere/pyframeworks' });
    await until('the explanation', async () => (await session.bench.texts('.notification-list-item'))
      .some((text) => text.includes('/nowhere/pyframeworks') && text.includes('pyframeworks.server.path')));
    await session.shot('no-server');
    await session.bench.command('Notifications: Clear All Notifications');
    await session.settings({});
    await until('a server', () => servers(session).length === 1);
  }],

  ['A program that is no server does not keep the bundled one from its turn', async (session) => {
    await session.settings({ 'pyframeworks.server.path': '/bin/cat' });
    await until('no server', () => servers(session).length === 0);
    await session.settings({});
    await until('a server', () => servers(session).length === 1);
    await session.bench.open('requirements.txt');
    await problem(session, findings.endOfLife);
    await session.bench.command('Notifications: Clear All Notifications');
  }],

  ['The server holds no network connection', async (session) => {
    const [id] = servers(session);
    const tables = ['tcp', 'tcp6', 'udp', 'udp6'].map((name) => readFileSync(`/proc/${id}/net/${name}`, 'utf8')).join('\n');
    const sockets = readdirSync(`/proc/${id}/fd`)
      .map((name) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${id}/fd/${name}`))?.[1])
      .filter((inode) => inode !== undefined && new RegExp(`\\s${inode}\\s`).test(tables));
    assert.deepEqual(sockets, []);
  }],

  ['A folder that is added to the workspace is read, and one that is taken away is forgotten', async (session) => {
    const parent = path.dirname(session.folder);
    const file = path.join(parent, 'two.code-workspace');
    const write = (...names) => { session.write(parent, { 'two.code-workspace': JSON.stringify({ folders: names.map((name) => ({ path: name })) }) }); };
    session.write(path.join(parent, second.name), second.files);
    write(path.basename(session.folder));
    const { page, bench } = await session.open(file);
    try {
      // A window may come up without the folders of its workspace file, and shows them once it is loaded again.
      await until('the first folder', async () => {
        const shown = await until('its finding', async () => row(await bench.problems(), findings.endOfLife), 20_000).catch(() => undefined);
        if (shown === undefined) {
          await page.reload();
          await bench.ready();
        }
        return shown;
      }, 150_000);
      write(path.basename(session.folder), second.name);
      await until('the second folder', async () => row(await bench.problems(), second.finding), 60_000);
      assert.ok(row(await bench.problems(), findings.endOfLife), 'the first folder is still known');
      await session.shot('two-folders', page);
      write(path.basename(session.folder));
      await until('the second folder to be forgotten', async () => !row(await bench.problems(), second.finding), 60_000);
    } catch (error) {
      await session.shot('failed-two-folders', page);
      throw error;
    } finally {
      await page.close();
    }
  }],

  ['The page asks no host but this machine', (session) => {
    assert.deepEqual([...new Set(session.foreign.map((address) => new URL(address).host))], []);
  }],
];

export const names = journey.map(([name]) => name);
