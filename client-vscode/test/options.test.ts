import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { initializationOptions } from '../src/options';

interface Manifest {
  capabilities: { untrustedWorkspaces: { supported: string; description: string; restrictedConfigurations: string[] } };
  contributes: { configuration: { properties: Record<string, { type: string; scope: string }> } };
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
