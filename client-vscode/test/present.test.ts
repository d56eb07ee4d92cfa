import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alternatives, frameworkChoices, frameworkLabel, frameworkTooltip, mainFramework, projectOf, ruleChoices, targetChoices, titleOf, verdict } from '../src/present';
import type { CatalogResult, FrameworkUse, Project, SuggestResult } from '../src/results';

const flask: FrameworkUse = { id: 'flask', name: 'Flask', role: 'primary', interface: 'wsgi', specifier: '==2.2.5' };
const admin: FrameworkUse = { id: 'django-ninja', name: 'Django Ninja', role: 'addon', on: 'django' };

const result: SuggestResult = {
  from: 'flask',
  suggestions: [
    { id: 'django', name: 'Django', rank: 2, score: 0.784, effort: 'high', gains: [], losses: [{ reason: 'Heavier' }], effortReason: 'Everything changes' },
    { id: 'quart', name: 'Quart', rank: 1, score: 0.91, effort: 'low', gains: [{ reason: 'WebSockets' }, { reason: 'x' }], losses: [], effortReason: 'The same API' },
  ],
  keep: { advice: 'consider', reason: 'Live updates are needed' },
};

test('Alternatives are listed by rank', () => {
  assert.deepEqual(alternatives(result).map((row) => row.label), ['Quart', 'Django']);
});

test('An alternative shows its score, its effort and its first gain and loss', () => {
  const [quart, django] = alternatives(result);
  assert.equal(quart?.description, '91 % fit · low effort');
  assert.equal(quart.detail, '$(add) WebSockets');
  assert.equal(django?.description, '78 % fit · high effort');
  assert.equal(django.detail, '$(remove) Heavier');
});

test('The verdict names the framework and gives its reason', () => {
  assert.deepEqual(verdict(result, 'Flask'), { label: '$(question) Consider an alternative to Flask', detail: 'Live updates are needed' });
});

test('Without a verdict there is no row for it', () => {
  assert.equal(verdict({ ...result, keep: null }, 'Flask'), undefined);
});

const catalog: CatalogResult = {
  frameworks: [
    { id: 'bottle', name: 'Bottle', summary: 'WSGI microframework', lifecycle: 'active' },
    { id: 'django', name: 'Django', summary: 'full-stack', lifecycle: 'active' },
    { id: 'aiohttp', name: 'aiohttp', summary: 'async', lifecycle: 'active' },
    { id: 'flask', name: 'Flask', summary: 'WSGI microframework', lifecycle: 'active' },
    { id: 'molten', name: 'molten', summary: 'WSGI microframework', lifecycle: 'dormant' },
    { id: 'quart', name: 'Quart', summary: 'ASGI microframework', lifecycle: 'active' },
  ],
};

test('Frameworks to compare begin with the one in use and the alternatives; the others follow by name', () => {
  assert.deepEqual(frameworkChoices(result, catalog).map((row) => row.label), ['Flask', 'Quart', 'Django', 'aiohttp', 'Bottle', 'molten']);
  assert.equal(frameworkChoices(result, catalog)[0]?.description, 'WSGI microframework · in use');
  assert.equal(frameworkChoices(result, catalog)[5]?.description, 'WSGI microframework · dormant');
});

test('Without a project every framework is listed by name', () => {
  const rows = frameworkChoices({ from: null, suggestions: [] }, catalog);
  assert.deepEqual(rows.map((row) => row.label), ['aiohttp', 'Bottle', 'Django', 'Flask', 'molten', 'Quart']);
  assert.ok(rows.every((row) => !row.description?.includes('in use')));
});

test('A plan may lead to every framework but the one in use; alternatives come first with their effort', () => {
  const { ranked, rest } = targetChoices(result, catalog);
  assert.deepEqual(ranked.map((row) => `${row.label}, ${row.description ?? ''}: ${row.detail ?? ''}`), ['Quart, low effort: The same API', 'Django, high effort: Everything changes']);
  assert.deepEqual(rest.map((row) => row.id), ['aiohttp', 'bottle', 'molten']);
});

test('A rule is listed with its code, name, severity and summary', () => {
  const rules = [{ code: 'PF101', name: 'unsupported-version', severity: 'warning', summary: 'Old' }];
  assert.deepEqual(ruleChoices({ rules }), [{ label: 'PF101 unsupported-version', description: 'warning', detail: 'Old', id: 'PF101' }]);
});

test('A text is called after its first heading', () => {
  assert.equal(titleOf('# From Flask to web.py: é\\_\\[a\\] &amp; b\n\n## x\n'), 'From Flask to web.py: é_[a] & b');
  assert.equal(titleOf('no heading'), 'PyFrameworks');
});

const project = (path: string, ...frameworks: FrameworkUse[]): Project => ({ path, frameworks });

test('A file belongs to the innermost project around it', () => {
  const inspected = { root: '/w', projects: [project('.'), project('api'), project('api/admin')] };
  assert.equal(projectOf(inspected, '/w/api/admin/x.py')?.path, 'api/admin');
  assert.equal(projectOf(inspected, '/w/api/x.py')?.path, 'api');
  assert.equal(projectOf(inspected, '/w/apiary/x.py')?.path, '.');
});

test('A file outside every project has none', () => {
  assert.equal(projectOf({ root: '/w', projects: [project('.')] }, '/other/x.py'), undefined);
});

test('Windows paths are compared with either slash', () => {
  assert.equal(projectOf({ root: 'c:\\w', projects: [project('api')] }, 'c:\\w\\api\\x.py')?.path, 'api');
});

test('The main framework is the primary one, never an add-on or an unused one', () => {
  assert.equal(mainFramework(project('.', admin, flask))?.id, 'flask');
  assert.equal(mainFramework(project('.', admin, { ...flask, role: 'unused' })), undefined);
  assert.equal(mainFramework(project('.', { ...flask, role: 'self' }))?.id, 'flask');
  assert.equal(mainFramework(undefined), undefined);
});

test('A pin is shown as a version, a range as it is written', () => {
  assert.equal(frameworkLabel(flask), 'Flask 2.2.5');
  assert.equal(frameworkLabel({ ...flask, specifier: '>=2.3,<4' }), 'Flask >=2.3,<4');
  assert.equal(frameworkLabel({ ...flask, specifier: '==2.*' }), 'Flask ==2.*');
  assert.equal(frameworkLabel({ ...flask, specifier: '' }), 'Flask');
});

test('A locked version wins over the specifier', () => {
  assert.equal(frameworkLabel({ ...flask, specifier: '>=2', lockedVersion: '3.0.2' }), 'Flask 3.0.2');
});

test('The tooltip lists what runs in production, the main framework first', () => {
  const lines = frameworkTooltip(project('.', admin, flask, { ...flask, name: 'Bottle', role: 'dev' }));
  assert.deepEqual(lines, ['Flask 2.2.5 (primary, WSGI)', 'Django Ninja (addon, on django)']);
});
