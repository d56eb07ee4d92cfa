import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRequest } from '../src/requests';

test('What a link passes is read', () => {
  const whole = { uri: 'file:///a', framework: 'flask', frameworks: ['flask', 'quart'], needs: ['async'], from: 'flask', to: 'quart', rule: 'PF101', line: 3 };
  assert.deepEqual(toRequest(whole), whole);
});

test('What can not be meant is left out', () => {
  assert.deepEqual(toRequest({ uri: 3, framework: null, frameworks: 'flask', needs: ['async', 1], from: {}, rule: ['PF101'], line: '3', other: 'x' }), { needs: ['async'] });
  for (const line of [0, -1, 1.5, Number.NaN, Number.MAX_VALUE]) {
    assert.deepEqual(toRequest({ line }), {});
  }
});

test('An address that climbs is left out', () => {
  for (const uri of ['file:///a/../b', 'file:///a/%2e%2E/b', 'file:///a/..', 'file:///a%2F..%2Fb', 'file:///a/..\\b']) {
    assert.deepEqual(toRequest({ uri, line: 1 }), { line: 1 });
  }
  assert.deepEqual(toRequest({ uri: 'file:///a/..b/c..' }), { uri: 'file:///a/..b/c..' });
});

test('No argument says nothing', () => {
  for (const argument of [undefined, null, 'flask', 3, []]) {
    assert.deepEqual(toRequest(argument), {});
  }
});
