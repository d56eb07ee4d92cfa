import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alternatives, frameworkLabel, frameworkTooltip, headingOf, mainFramework, projectOf, verdict } from '../src/present';
import type { FrameworkUse, Project, SuggestResult } from '../src/results';

const flask: FrameworkUse = { id: 'flask', name: 'Flask', role: 'primary', interface: 'wsgi', specifier: '==2.2.5' };
const admin: FrameworkUse = { id: 'django-ninja', name: 'Django Ninja', role: 'addon', on: 'django' };

const result: SuggestResult = {
  from: 'flask',
  suggestions: [
    { id: 'django', name: 'Django', rank: 2, score: 0.784, effort: 'high', gains: [], losses: [{ reason: 'Heavier' }] },
    { id: 'quart', name: 'Quart', rank: 1, score: 0.91, effort: 'low', gains: [{ reason: 'WebSockets' }, { reason: 'x' }], losses: [] },
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

test('A heading is found by the name in it, after the title', () => {
  assert.equal(headingOf('# Flask or Quart\n\n## 1. Quart: 0.91\ntext\n## 2. web.py\n', 'Quart'), '1-quart-091');
});

test('A document without a heading for the name has no anchor', () => {
  assert.equal(headingOf('# Alternatives\n\nQuart\n', 'Quart'), undefined);
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
