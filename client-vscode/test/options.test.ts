import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { initializationOptions, linkable } from '../src/options';

interface Manifest {
  version: string;
  icon: string;
  capabilities: { untrustedWorkspaces: { supported: string; description: string; restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: { commandPalette: { command: string; when: string }[] };
    walkthroughs: { id: string; steps: { id: string; description: string; completionEvents?: string[]; media: { image?: string; markdown?: string; altText?: string } }[] }[];
    configuration: { properties: Record<string, { type: string; scope: string }> };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

test('The server is told whether the workspace is trusted', () => {
  assert.deepEqual(initializationOptions(false), { commandLinks: true, trusted: false });
  assert.deepEqual(initializationOptions(true), { commandLinks: true, trusted: true });
});

test('A workspace that is not trusted can name no catalog files', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  assert.ok(restrictedConfigurations.includes('pyframeworks.catalogs'));
});

test('Every restricted setting exists', () => {
  for (const setting of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations) {
    assert.ok(setting in manifest.contributes.configuration.properties, setting);
  }
});

test('A link may run commands of this extension alone, and each of them exists', () => {
  const declared = manifest.contributes.commands.map(({ command }) => command);
  for (const command of linkable) {
    assert.ok(command.startsWith('pyframeworks.') && declared.includes(command), command);
  }
});

test('The palette lists every command that needs no argument', () => {
  const hidden = manifest.contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
  assert.deepEqual(hidden, ['pyframeworks.openMigrationText', 'pyframeworks.openPlace']);
  assert.deepEqual(
    manifest.contributes.commands.filter(({ command }) => !hidden.includes(command)).map(({ category, title }) => `${category}: ${title}`),
    ['Suggest Alternative Framework', 'Compare Frameworks', 'Show Migration Plan', 'Show Project Report', 'Explain Rule', 'Restart Server', 'Show Server Log']
      .map((title) => `PyFrameworks: ${title}`),
  );
});

test('The walkthrough names commands, settings and files that exist', () => {
  const known = new Set(manifest.contributes.commands.map(({ command }) => command));
  for (const { steps } of manifest.contributes.walkthroughs) {
    for (const { description, completionEvents = [], media } of steps) {
      const linked = [...description.matchAll(/command:(pyframeworks\.[A-Za-z.]+)/g)].map((match) => match[1] ?? '');
      const awaited = completionEvents.filter((event) => event.startsWith('onCommand:')).map((event) => event.slice('onCommand:'.length));
      for (const command of [...linked, ...awaited.filter((id) => id.startsWith('pyframeworks.'))]) {
        assert.ok(known.has(command), command);
      }
      assert.ok(existsSync(media.image ?? media.markdown ?? ''));
      assert.ok(media.markdown !== undefined || (media.altText ?? '') !== '');
    }
  }
});

test('Every picture of the page for the gallery is in the package', () => {
  const pictures = [...readFileSync('README.md', 'utf8').matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
  assert.ok(pictures.length >= 4);
  for (const [, text, path] of pictures) {
    assert.ok((text ?? '').length > 20 && existsSync(path ?? ''), path);
  }
});

test('The icon is a square of the size that a gallery asks for', () => {
  const png = readFileSync(manifest.icon);
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.equal(png.readUInt32BE(16), png.readUInt32BE(20));
  assert.ok(png.readUInt32BE(16) >= 128);
});
