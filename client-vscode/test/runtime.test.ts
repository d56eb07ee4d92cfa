import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hasRuntime, major, missingRuntime } from '../src/runtime';

const listed = `Microsoft.AspNetCore.App 10.0.1 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]
Microsoft.NETCore.App 8.0.22 [/usr/share/dotnet/shared/Microsoft.NETCore.App]
Microsoft.NETCore.App 9.0.1 [/usr/share/dotnet/shared/Microsoft.NETCore.App]
`;

test('The runtime is the one that the server is built for', () => {
  assert.match(readFileSync('../Directory.Build.props', 'utf8'), new RegExp(`<TargetFramework>net${major}\\.0</TargetFramework>`));
});

test('Only the runtime of that version counts', () => {
  assert.equal(hasRuntime(listed), false);
  assert.equal(hasRuntime('Microsoft.NETCore.App 100.0.1 [/x]\n'), false);
  assert.equal(hasRuntime(`${listed}Microsoft.NETCore.App 10.0.1 [/x]\r\n`), true);
});

test('What is missing is said with what is there', () => {
  assert.match(missingRuntime(undefined), /the \.NET 10 runtime, and no dotnet was found: install it from https:\/\/dotnet\.microsoft\.com\/download\/dotnet\/10\.0, or/);
  assert.match(missingRuntime(listed), /dotnet has 8\.0\.22, 9\.0\.1:/);
  assert.match(missingRuntime(''), /dotnet has none:/);
});
