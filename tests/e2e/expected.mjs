// What the journey reads from the screen. Texts that the server words live here and nowhere else.

export const hover = {
  /** First line of the hover on Flask: name, kind and interface. */
  flask: /^Flask · WSGI microframework/m,
};

/** Findings in requirements.txt: code, 1-based line, and what the message says. */
export const findings = {
  endOfLife: { code: 'PF101', text: 'Flask==2.2.5', message: /Flask 2\.2/ },
  wrongServer: { code: 'PF303', text: 'uvicorn', message: /Uvicorn serves ASGI/ },
};

export const source = 'pyframeworks';

/** A release of Flask that is supported today, so that the finding on the old one goes away. */
export const supported = '==3.1.2';

/** Files that the session adds to its copy of the sample. */
export const added = {
  'requirements/dev.in': '-r ../requirements.txt\npytest>=8\n',
  'worker/Pipfile': '[packages]\nflask = ">=3.1,<4"\n\n[requires]\npython_version = "3.12"\n',
  'worker/worker.py': 'import flask\n\napp = flask.Flask(__name__)\n',
};

/** A second folder for the workspace, and what is found in it. */
export const second = {
  name: 'blog',
  files: { 'requirements.txt': 'django==3.2.25\n', 'manage.py': 'import django.core.management\n' },
  finding: { code: 'PF101', message: /Django 3\.2/ },
};

export const replace = { title: /^Replace Flask with Quart in this manifest$/, line: /^quart(>=|==)/i };

export const views = {
  compare: /Flask and Django side by side/,
  chart: /At a glance/,
  plan: /From Flask to Django/,
  planLink: 'Show Migration Plan to Django',
  report: /Web frameworks in sample/,
  rule: /PF101 unsupported-version/,
};

export const alternatives = {
  /** Two that any ranking of alternatives to this sample names. */
  names: ['Django', 'FastAPI'],
  verdict: /Keep Flask|Consider an alternative to Flask|Move away from Flask/,
  choose: 'Django',
};

export const suppress = {
  title: (code) => new RegExp(`Ignore ${code} here`),
  comment: (code) => `# pyframeworks: ignore[${code}]`,
};

export const status = { shop: /^Flask 2\.2\.5$/, statusPage: /^Flask >=3\.1,<4$/ };
