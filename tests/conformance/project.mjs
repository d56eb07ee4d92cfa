// The small workspace that the tests work on, and its positions.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Letters of two and four bytes, a tab and CRLF stand before most of what is asked about. */
export const files = {
  'requirements.txt': [
    '# é 😀', '-r base.in', '-c constraints.txt', '', 'Flask==2.2.5  # ünïcode', 'Flask-SQLAlchemy==3.1.1', 'uvicorn==0.30.6', 'requests>=2.32', '',
  ].join('\r\n'),
  'base.in': 'itsdangerous>=2\n',
  'constraints.txt': 'Werkzeug<3\n',
  'app.py': [
    'TEXT = "é 😀"; import flask',
    'from flask import Flask, jsonify',
    'import flask.views as views',
    'import requests',
    '',
    'app = Flask(__name__)',
    '',
    '',
    '@app.get("/")',
    'async def index():',
    '\tNAME = "é 😀"; requests.get("http://127.0.0.1/")',
    '\treturn jsonify({})',
    '',
  ].join('\n'),
  'api/pyproject.toml': [
    '[project]', 'name = "api"  # é 😀', 'version = "1"', 'requires-python = ">=3.10"', 'dependencies = ["Django==3.2.1"]', '',
    '[dependency-groups]', 'test = ["pytest"]', 'dev = [{include-group = "test"}, "ruff"]', '',
    '[tool.pyframeworks]', 'needs = ["rest-api"]', '',
  ].join('\n'),
  'api/views.py': 'from django.http import HttpResponse\n\n\ndef index(request):\n    return HttpResponse("é 😀")\n',
  'pipenv/Pipfile': '[packages]\nbottle = "==0.12.25"\n',
  'pipenv/main.py': 'import bottle\n',
  'cfg/setup.cfg': '[metadata]\nname = c\n\n[options]\ninstall_requires =\n    falcon==3.1\n',
  'cfg/main.py': 'import falcon\n',
  'setup/setup.py': 'from setuptools import setup\n\nopen("executed", "w")\nsetup(name="s", install_requires=["tornado==6.1"])\n',
  'setup/main.py': 'import tornado.web\n',
  'conda/environment.yml': 'name: e\ndependencies:\n  - python=3.11\n  - sanic=22.12\n',
  'conda/main.py': 'import sanic\n',
  'locked/pyproject.toml': '[project]\nname = "l"\nversion = "1"\ndependencies = ["fastapi"]\n',
  'locked/uv.lock': 'version = 1\nrequires-python = ">=3.11"\n\n[[package]]\nname = "fastapi"\nversion = "0.110.0"\nsource = { registry = "https://pypi.org/simple" }\n',
  'locked/main.py': 'import fastapi\n',
};

/** A temporary folder with `content`; `dispose` removes it. */
export function makeFolder(content = files) {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'conformance-é ')));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  Object.entries(content).forEach(([name, text]) => { write(name, text); });
  return {
    root,
    write,
    of: (name) => path.join(root, name),
    remove: (name) => { rmSync(path.join(root, name), { recursive: true }); },
    dispose: () => { rmSync(root, { recursive: true, force: true, maxRetries: 5 }); },
  };
}

const units = {
  'utf-8': (text) => Buffer.byteLength(text),
  'utf-16': (text) => text.length,
  'utf-32': (text) => [...text].length,
};

/** The position of the n-th `needle` (1 is the first), `offset` UTF-16 units into it. */
export function at(text, needle, { nth = 1, offset = 0, encoding = 'utf-16' } = {}) {
  let index = -1;
  for (let i = 0; i < nth; i++) {
    index = text.indexOf(needle, index + 1);
    if (index < 0) {
      throw new Error(`there is no ${needle}`);
    }
  }
  return positionOf(text, index + offset, encoding);
}

function positionOf(text, index, encoding) {
  const lines = text.slice(0, index).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: units[encoding](lines.at(-1)) };
}

/** The text that a range covers. */
export function slice(text, { start, end }, encoding = 'utf-16') {
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const offset = ({ line, character }) => {
    const before = lines.slice(0, line).join('').length;
    let within = 0;
    for (const letter of lines[line] ?? '') {
      if (units[encoding]((lines[line]).slice(0, within)) >= character) {
        break;
      }
      within += letter.length;
    }
    return before + within;
  };
  return text.slice(offset(start), offset(end));
}

/** The text after edits that do not overlap. */
export function apply(text, edits, encoding = 'utf-16') {
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const offset = ({ line, character }) => lines.slice(0, line).join('').length
    + slice(text, { start: { line, character: 0 }, end: { line, character } }, encoding).length;
  return [...edits]
    .sort((left, right) => offset(right.range.start) - offset(left.range.start))
    .reduce((changed, { range, newText }) => changed.slice(0, offset(range.start)) + newText + changed.slice(offset(range.end)), text);
}
