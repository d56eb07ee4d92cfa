// What a user does with the extension, read from the screen of a real VS Code. Each entry is one test; they run in order,
// in one session, and each leaves the files as it found them.
import assert from 'node:assert/strict';
import { readFileSync, readlinkSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { until } from '../../scripts/common.mjs';
import { alternatives, findings, hover, source, status, supported, suppress } from './expected.mjs';
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
  return until(`${finding.code} in the Problems panel`, async () => row(await session.bench.problems(), finding, line), 30_000);
}

async function noProblem(session, finding) {
  await until(`${finding.code} to leave the Problems panel`, async () => !row(await session.bench.problems(), finding), 15_000);
}

async function statusItem(session, pattern) {
  return until(`the status bar to show ${pattern}`, async () => (await session.bench.status()).some((text) => pattern.test(text)));
}

function servers(session) {
  return processesOf(session.extensions);
}

export const journey = [
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

  ['Choosing an alternative opens the comparison', async (session) => {
    await session.bench.open('requirements.txt');
    await session.bench.command('PyFrameworks: Suggest Alternative Framework');
    await until('the ranked list', async () => (await session.bench.rows()).some((text) => text.includes(alternatives.choose)));
    await session.page.keyboard.insertText(alternatives.choose);
    await until('the one that is left', async () => (await session.bench.rows())[0]?.includes(alternatives.choose));
    await session.bench.press('Enter');
    const text = await until('the comparison', async () => {
      const preview = await session.bench.preview();
      return preview.includes(alternatives.choose) && preview;
    });
    assert.match(text, alternatives.title);
    await session.shot('comparison');
    await session.bench.command('View: Close Editor');
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

  ['A server that is killed comes back and answers', async (session) => {
    const before = servers(session);
    assert.equal(before.length, 1, `one server runs, not ${before.length}`);
    process.kill(before[0], 'SIGKILL');
    await until('a new server', () => servers(session).some((id) => id !== before[0]));
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', 'Flask==');
    await session.bench.hover(line, column + 2, hover.flask);
    await problem(session, findings.endOfLife);
  }],

  ['Restart Server starts a new process that answers', async (session) => {
    const [before] = servers(session);
    await session.bench.command('PyFrameworks: Restart Server');
    await until('a new server alone', () => servers(session).length === 1 && servers(session)[0] !== before);
    await session.bench.open('requirements.txt');
    const { line, column } = place(session, 'requirements.txt', 'Flask==');
    await session.bench.hover(line, column + 2, hover.flask);
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

  ['The server holds no network connection', async (session) => {
    const [id] = servers(session);
    const tables = ['tcp', 'tcp6', 'udp', 'udp6'].map((name) => readFileSync(`/proc/${id}/net/${name}`, 'utf8')).join('\n');
    const sockets = readdirSync(`/proc/${id}/fd`)
      .map((name) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${id}/fd/${name}`))?.[1])
      .filter((inode) => inode !== undefined && new RegExp(`\\s${inode}\\s`).test(tables));
    assert.deepEqual(sockets, []);
  }],

  ['The page asks no host but this machine', (session) => {
    assert.deepEqual([...new Set(session.foreign.map((address) => new URL(address).host))], []);
  }],
];

export const names = journey.map(([name]) => name);
